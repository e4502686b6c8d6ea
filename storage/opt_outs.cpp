#include "storage/opt_outs.h"

#include "storage/candidates.h"
#include "storage/replies.h"
#include "storage/suppressions.h"

namespace storage {

bool record_opt_out(Write& write, std::string const& author_key, Time now) {
    bool const news = suppressions::find(write, author_key) != suppressions::Why::stop;
    suppressions::add(write, author_key, suppressions::Why::stop, now);
    for (auto const& reply : replies::waiting_for(write, author_key))
        if (replies::end(write, reply.id, Reply::State::waiting,
                         {Reply::State::refused, {}, {}, {}, "said_stop"}, now))
            candidates::move(write, reply.candidate, Candidate::State::answering, Candidate::State::gone,
                             now);
    candidates::withdraw_author(write, author_key, now);
    return news;
}

}  // namespace storage

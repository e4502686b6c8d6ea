#include "storage/stop.h"

#include "storage/candidates.h"
#include "storage/left_alone.h"
#include "storage/replies.h"

namespace storage {

bool heed_stop(Write& write, std::string const& author_key, Time now) {
    bool const news = left_alone::find(write, author_key) != left_alone::Why::stop;
    left_alone::add(write, author_key, left_alone::Why::stop, now);
    for (auto const& reply : replies::waiting_for(write, author_key))
        if (replies::end(write, reply.id, Reply::State::waiting,
                         {Reply::State::refused, {}, {}, {}, "said_stop"}, now))
            candidates::move(write, reply.candidate, Candidate::State::answering, Candidate::State::gone,
                             now);
    candidates::withdraw_author(write, author_key, now);
    return news;
}

}  // namespace storage

#include "storage/suppressions.h"

#include "storage/candidates.h"
#include "storage/engine/sql.h"
#include "storage/replies.h"

namespace storage {
namespace suppressions {

void add(Write& write, std::string const& author_key, Why why, Time now) {
    insert(write, {"left_alone", "author_key, why, since"}, std::tie(author_key, why, now), R"(
        on conflict (author_key) do update set why = case when excluded.why = 'stop' then 'stop'
        else left_alone.why end)");
}

std::optional<Why> find(Read const& read, std::string const& author_key) {
    return select_first<Why>(read, "select why from left_alone where author_key = :author_key",
                             use(author_key, "author_key"));
}

}  // namespace suppressions

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

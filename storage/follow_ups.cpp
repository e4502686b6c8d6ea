#include "storage/follow_ups.h"

#include "storage/engine/sql.h"

namespace storage::follow_ups {
namespace {

template <class... Uses>
std::vector<FollowUp> rows(Read const& read, char const* where, Uses&&... uses) {
    FollowUp row;
    auto prepare =
        (read.session().prepare
         << "select nomination, due_at, asked_at, answer, answered_at, answer_hash from follow_ups "
         << where);
    ((prepare, std::forward<Uses>(uses)), ...);
    soci::statement select = (prepare, into(row.nomination), into(row.due_at), into(row.asked_at),
                              into(row.answer), into(row.answered_at), into(row.answer_hash));
    std::vector<FollowUp> found;
    for_each(select, [&] { found.push_back(row); });
    return found;
}

std::optional<FollowUp> first(std::vector<FollowUp> found) {
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

}  // namespace

void plan(Write& write, NominationId const& nomination, Time due_at) {
    write.session() << "insert into follow_ups (nomination, due_at) values (:nomination, :due)"
                       " on conflict (nomination) do nothing",
        use(nomination, "nomination"), use(due_at, "due");
}

std::vector<FollowUp> due(Read const& read, Time now, int limit) {
    return rows(read, "where asked_at is null and due_at <= :now order by due_at, nomination limit :many",
                use(now, "now"), use(limit, "many"));
}

bool ask(Write& write, NominationId const& nomination, std::string const& answer_hash, Time now) {
    soci::statement change =
        (write.session().prepare << "update follow_ups set asked_at = :now, answer_hash = :hash"
                                    " where nomination = :nomination and asked_at is null",
         use(now, "now"), use(answer_hash, "hash"), use(nomination, "nomination"));
    return affected(change) == 1;
}

std::optional<FollowUp> find(Read const& read, NominationId const& nomination) {
    return first(rows(read, "where nomination = :nomination", use(nomination, "nomination")));
}

std::optional<FollowUp> find_by_link(Read const& read, std::string const& answer_hash) {
    return first(rows(read, "where answer_hash = :hash", use(answer_hash, "hash")));
}

bool answer(Write& write, NominationId const& nomination, std::string const& words, Time now) {
    soci::statement change =
        (write.session().prepare << "update follow_ups set answer = :answer, answered_at = :now"
                                    " where nomination = :nomination and answer is null",
         use(words, "answer"), use(now, "now"), use(nomination, "nomination"));
    return affected(change) == 1;
}

void remove(Write& write, NominationId const& nomination) {
    write.session() << "delete from follow_ups where nomination = :nomination", use(nomination, "nomination");
}

}  // namespace storage::follow_ups

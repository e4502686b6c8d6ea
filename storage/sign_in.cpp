#include "storage/sign_in.h"

#include "storage/engine/sql.h"

namespace storage {

static auto fields(Session& row) {
    return std::tie(row.token_hash, row.person, row.created_at, row.seen_at, row.expires_at);
}

namespace sessions {

constexpr Table session_table{"sessions", "token_hash, operator, created_at, seen_at, expires_at"};

void add(Write& write, Session const& session) {
    insert(write, session_table, session);
}

std::optional<Session> find(Read const& read, std::string const& token_hash) {
    return select_first<Session>(read, {session_table, "where token_hash = :token"},
                                 use(token_hash, "token"));
}

void seen(Write& write, std::string const& token_hash, Time now) {
    execute(write, "update sessions set seen_at = :now where token_hash = :token", use(now, "now"),
            use(token_hash, "token"));
}

void remove(Write& write, std::string const& token_hash) {
    execute(write, "delete from sessions where token_hash = :token", use(token_hash, "token"));
}

void remove_all_of(Write& write, OperatorId const& person) {
    execute(write, "delete from sessions where operator = :person", use(person, "person"));
}

long long remove_old(Write& write, Time now, Time idle_since) {
    return execute(write, "delete from sessions where expires_at <= :now or seen_at <= :idle",
                   use(now, "now"), use(idle_since, "idle"));
}

}  // namespace sessions

namespace sign_in_links {

void add(Write& write, std::string const& token_hash, OperatorId const& person, Time expires_at) {
    insert(write, {"sign_in_links", "token_hash, operator, expires_at"},
           std::tie(token_hash, person, expires_at));
}

std::optional<OperatorId> usable(Read const& read, std::string const& token_hash, Time now) {
    return select_first<OperatorId>(read, R"(
        select operator from sign_in_links
        where token_hash = :token and used_at is null and expires_at > :now)",
                                    use(token_hash, "token"), use(now, "now"));
}

std::optional<OperatorId> spend(Write& write, std::string const& token_hash, Time now) {
    return select_first<OperatorId>(write, R"(
        update sign_in_links set used_at = :now where token_hash = :token and used_at is null
        and expires_at > :now returning operator)",
                                    use(now, "now"), use(token_hash, "token"));
}

void spend_all_of(Write& write, OperatorId const& person, Time now) {
    execute(write, "update sign_in_links set used_at = :now where operator = :person and used_at is null",
            use(now, "now"), use(person, "person"));
}

}  // namespace sign_in_links

namespace throttles {

bool take(Write& write, std::string const& what, Rule const& rule, Time now) {
    auto const window_start = now - rule.window;
    auto const tries = select_first<long long>(write, R"(
        insert into throttles (what, tries, since) values (:what, 1, :now) on conflict (what) do update set
        tries = case when throttles.until_time is not null or throttles.since <= :old then 1
                else throttles.tries + 1 end,
        since = case when throttles.until_time is not null or throttles.since <= :old then excluded.since
                else throttles.since end,
        until_time = null
        where throttles.until_time is null or throttles.until_time <= :now returning tries)",
                                               use(what, "what"), use(now, "now"), use(window_start, "old"));
    if (!tries) return false;
    if (*tries <= rule.tries) return true;
    auto const until = now + rule.pause;
    execute(write, "update throttles set until_time = :until where what = :what", use(until, "until"),
            use(what, "what"));
    return false;
}

void clear(Write& write, std::string const& what) {
    execute(write, "delete from throttles where what = :what", use(what, "what"));
}

}  // namespace throttles
}  // namespace storage

#include "storage/sessions.h"

#include "storage/engine/sql.h"

namespace storage::sessions {

void add(Write& write, Session const& session) {
    write.session() << "insert into sessions (token_hash, operator, created_at, seen_at, expires_at)"
                       " values (:token, :person, :created, :seen, :expires)",
        use(session.token_hash, "token"), use(session.person, "person"), use(session.created_at, "created"),
        use(session.seen_at, "seen"), use(session.expires_at, "expires");
}

std::optional<Session> find(Read const& read, std::string const& token_hash) {
    Session session;
    session.token_hash = token_hash;
    read.session()
        << "select operator, created_at, seen_at, expires_at from sessions where token_hash = :token",
        use(token_hash, "token"), into(session.person), into(session.created_at), into(session.seen_at),
        into(session.expires_at);
    return read.session().got_data() ? std::optional(session) : std::nullopt;
}

void seen(Write& write, std::string const& token_hash, Time now) {
    write.session() << "update sessions set seen_at = :now where token_hash = :token", use(now, "now"),
        use(token_hash, "token");
}

void remove(Write& write, std::string const& token_hash) {
    write.session() << "delete from sessions where token_hash = :token", use(token_hash, "token");
}

void remove_all_of(Write& write, OperatorId const& person) {
    write.session() << "delete from sessions where operator = :person", use(person, "person");
}

long long remove_old(Write& write, Time now, Time idle_since) {
    soci::statement remove =
        (write.session().prepare << "delete from sessions where expires_at <= :now or seen_at <= :idle",
         use(now, "now"), use(idle_since, "idle"));
    return affected(remove);
}

}  // namespace storage::sessions

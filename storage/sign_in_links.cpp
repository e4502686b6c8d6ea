#include "storage/sign_in_links.h"

#include "storage/engine/sql.h"

namespace storage::sign_in_links {

void add(Write& write, std::string const& token_hash, OperatorId const& person, Time expires_at) {
    write.session()
        << "insert into sign_in_links (token_hash, operator, expires_at) values (:token, :person, :expires)",
        use(token_hash, "token"), use(person, "person"), use(expires_at, "expires");
}

std::optional<OperatorId> usable(Read const& read, std::string const& token_hash, Time now) {
    OperatorId person;
    read.session() << "select operator from sign_in_links"
                      " where token_hash = :token and used_at is null and expires_at > :now",
        use(token_hash, "token"), use(now, "now"), into(person);
    return read.session().got_data() ? std::optional(person) : std::nullopt;
}

std::optional<OperatorId> spend(Write& write, std::string const& token_hash, Time now) {
    OperatorId person;
    write.session() << "update sign_in_links set used_at = :now where token_hash = :token and used_at is null"
                       " and expires_at > :now returning operator",
        use(now, "now"), use(token_hash, "token"), into(person);
    return write.session().got_data() ? std::optional(person) : std::nullopt;
}

}  // namespace storage::sign_in_links

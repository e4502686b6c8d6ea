#include "storage/invite_tokens.h"

#include "storage/engine/sql.h"

namespace storage::invite_tokens {

static auto fields(Made& row) {
    return std::tie(row.company, row.season);
}

void add(Write& write, std::string const& token_hash, CompanyId const& company, std::string const& season,
         Time expires_at) {
    std::string_view const minted = "minted";
    insert(write, {"invite_tokens", "token_hash, company, season, expires_at, state"},
           std::tie(token_hash, company, season, expires_at, minted));
}

std::optional<Made> find(Read const& read, std::string const& token_hash) {
    return select_first<Made>(read, "select company, season from invite_tokens where token_hash = :token",
                              use(token_hash, "token"));
}

std::optional<CompanyId> usable(Read const& read, std::string const& token_hash, Time now) {
    return select_first<CompanyId>(read, R"(
        select company from invite_tokens where token_hash = :token
        and (state = 'reserved' or (state = 'minted' and expires_at > :now))
        and season in (select id from seasons where state = 'open'))",
                                   use(token_hash, "token"), use(now, "now"));
}

bool reserve(Write& write, std::string const& token_hash, Time now) {
    return execute(write, R"(
        update invite_tokens set state = 'reserved' where token_hash = :token
        and (state = 'reserved' or (state = 'minted' and expires_at > :now))
        and season in (select id from seasons where state = 'open'))",
                   use(token_hash, "token"), use(now, "now")) == 1;
}

bool spend(Write& write, std::string const& token_hash) {
    return execute(write, R"(
        update invite_tokens set state = 'spent' where token_hash = :token and state = 'reserved')",
                   use(token_hash, "token")) == 1;
}

void release(Write& write, std::string const& token_hash) {
    execute(write, R"(
        update invite_tokens set state = 'minted' where token_hash = :token and state = 'reserved'
        and not exists (select 1 from nominations where nominations.token_hash = :token
        and nominations.state = 'unconfirmed'))",
            use(token_hash, "token"));
}

}  // namespace storage::invite_tokens

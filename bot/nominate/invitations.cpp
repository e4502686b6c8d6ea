#include "bot/nominate/invitations.h"

#include "bot/base/strings.h"
#include "storage/companies.h"
#include "storage/invite_tokens.h"
#include "storage/seasons.h"

namespace bot::nominate {
namespace {

constexpr auto valid_for = std::chrono::days(60);

/// Links come back through mails, chats and hands; case and blanks around them mean nothing.
std::string tidied(std::string_view token) {
    auto tidy = lower_ascii(token.substr(0, 64));
    std::erase_if(tidy, [](char c) { return blanks.find(c) != blanks.npos; });
    return tidy;
}

/// The company may have been merged into another since.
std::optional<storage::CompanyId> company_of(storage::Read const& read, std::string const& token_hash,
                                             Time now) {
    auto const minted_for = storage::invite_tokens::usable(read, token_hash, now);
    auto const company = minted_for ? storage::companies::resolved(read, *minted_for) : std::nullopt;
    return company ? std::optional(company->id) : std::nullopt;
}

bool open_now(storage::Read const& read, storage::invite_tokens::Made const& made) {
    auto const season = storage::seasons::open(read);
    return season && season->id == made.season;
}

}  // namespace

std::optional<std::string> Invitations::mint(storage::Write& write, storage::CompanyId const& company) const {
    auto const season = storage::seasons::open(write);
    if (!season) return std::nullopt;
    auto const token = storage::random_base32(10);
    storage::invite_tokens::add(write, hash(token), company, season->id, clock_.now() + valid_for);
    return token;
}

std::string Invitations::hash(std::string_view token) const {
    return keys_.hash("invite", {tidied(token)});
}

std::optional<Invitation> Invitations::lookup(std::string_view token) const {
    storage::Read const read(store_);
    auto const token_hash = hash(token);
    if (auto const company = company_of(read, token_hash, clock_.now())) return Invitation{*company, {}};
    auto const made = storage::invite_tokens::find(read, token_hash);
    if (!made || open_now(read, *made)) return std::nullopt;
    auto const company = storage::companies::resolved(read, made->company);
    if (!company) return std::nullopt;
    auto const season = made->season ? storage::seasons::find(read, *made->season) : std::nullopt;
    return Invitation{company->id, Invitation::Over{season ? season->name : ""}};
}

bool Invitations::over(std::string_view token) const {
    storage::Read const read(store_);
    auto const made = storage::invite_tokens::find(read, hash(token));
    return made && !open_now(read, *made);
}

bool Invitations::season_open(storage::Read const& read) const {
    return storage::seasons::open(read).has_value();
}

std::optional<std::string> Invitations::reserve(storage::Write& write, std::string_view token,
                                                storage::CompanyId const& company) const {
    auto const token_hash = hash(token);
    auto const now = clock_.now();
    if (company_of(write, token_hash, now) != company) return std::nullopt;
    if (!storage::invite_tokens::reserve(write, token_hash, now)) return std::nullopt;
    return token_hash;
}

}  // namespace bot::nominate

#include "bot/nominate/invitations.h"

#include "bot/base/strings.h"
#include "storage/companies.h"
#include "storage/invite_tokens.h"

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

}  // namespace

std::string Invitations::mint(storage::Write& write, storage::CompanyId const& company) const {
    auto const token = storage::random_base32(10);
    storage::invite_tokens::add(write, hash(token), company, clock_.now() + valid_for);
    return token;
}

std::string Invitations::hash(std::string_view token) const {
    return keys_.hash("invite", {tidied(token)});
}

std::optional<storage::CompanyId> Invitations::lookup(std::string_view token) const {
    return company_of(store_, hash(token), clock_.now());
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

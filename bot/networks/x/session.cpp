#include "bot/networks/x/session.h"

namespace bot::networks {
namespace {

using Class = NetworkError::Class;

constexpr std::chrono::minutes early{1};

}  // namespace

XSession::XSession(XSettings const& settings, Clock const& clock)
    : settings_(settings), clock_(clock), file_(settings) {}

XTokens XSession::kept() const {
    if (auto tokens = file_.read()) return *tokens;
    throw NetworkError(Class::auth,
                       "x: no account is signed in; sign one in on the console's page of networks");
}

std::string XSession::access() {
    std::lock_guard const hold(mutex_);
    auto tokens = kept();
    if (clock_.now() + early < tokens.good_until) return tokens.access;
    auto const lock = file_.lock();
    tokens = kept();  // Another process may have been first.
    return clock_.now() + early < tokens.good_until ? tokens.access : fresh(tokens).access;
}

std::string XSession::renewed(std::string const& refused) {
    std::lock_guard const hold(mutex_);
    auto const lock = file_.lock();
    auto const tokens = kept();
    return tokens.access != refused ? tokens.access : fresh(tokens).access;
}

/// A refresh token works once: what it gave is on the disk when this returns.
XTokens XSession::fresh(XTokens const& old) {
    std::optional<XTokens> given;
    if (old.refresh != dead_) {
        Query grant;
        grant.add("grant_type", std::string_view("refresh_token"));
        grant.add("refresh_token", std::string_view(old.refresh));
        given = x_tokens_for(std::move(grant), settings_, clock_);
    }
    if (!given) {
        dead_ = old.refresh;
        throw NetworkError(Class::auth,
                           "x: the sign-in ran out or was taken back; sign the account in again");
    }
    if (given->refresh.empty()) given->refresh = old.refresh;
    given->account_id = old.account_id;
    given->handle = old.handle;
    file_.write(*given);
    return *given;
}

std::optional<XAccount> XSession::account() const {
    auto const tokens = file_.read();
    if (!tokens || tokens->account_id.empty()) return std::nullopt;
    return XAccount{tokens->account_id, tokens->handle};
}

void XSession::set_account(XAccount const& account) {
    std::lock_guard const hold(mutex_);
    auto const lock = file_.lock();
    auto tokens = kept();
    tokens.account_id = account.id;
    tokens.handle = account.handle;
    file_.write(tokens);
}

}  // namespace bot::networks

#include "bot/networks/x/session.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/base/keys.h"
#include "bot/networks/client/json.h"

namespace bot::networks {
namespace {

using Class = NetworkError::Class;
using namespace std::chrono;

constexpr minutes early{1};

/// A token goes into a header as it is.
std::string token_in(nlohmann::json const& answer, char const* name) {
    auto const good = [](unsigned char c) { return c > 0x20 && c < 0x7F; };
    auto const token = json::text(answer, name).value_or("");
    return token.size() <= 16'384 && std::ranges::all_of(token, good) ? token : std::string();
}

}  // namespace

std::optional<XTokens> XTokenFile::read() const {
    auto const kept = json::parsed(file_.read());
    if (json::text(kept, "client_id") != client_id_) return std::nullopt;
    auto const part = [&](char const* name) { return json::text(kept, name).value_or(""); };
    XTokens tokens{token_in(kept, "access"), token_in(kept, "refresh"),
                   json::moment(kept, "good_until").value_or(Time{}), part("account_id"), part("handle")};
    return tokens.whole() ? std::optional(std::move(tokens)) : std::nullopt;
}

void XTokenFile::write(XTokens const& tokens) const {
    if (!tokens.whole()) return;
    file_.write(json::written({{"client_id", client_id_},
                               {"access", tokens.access},
                               {"refresh", tokens.refresh},
                               {"good_until", tokens.good_until.time_since_epoch().count()},
                               {"account_id", tokens.account_id},
                               {"handle", tokens.handle}}));
}

std::optional<XTokens> x_tokens_for(Query grant, XSettings const& settings, Clock const& clock) {
    Api api({settings, "x", settings.api}, clock);
    Call call{"POST", "/2/oauth2/token", {}, "", "application/x-www-form-urlencoded", {400, 401}};
    if (settings.client_secret.empty())
        grant.add("client_id", settings.client_id);
    else
        call.headers.emplace_back("Authorization",
                                  "Basic " + to_base64(settings.client_id + ":" + settings.client_secret));
    call.body = grant.text();
    auto const response = without_sending([&] { return api.call(call); });
    if (response.status == 401)
        throw NotConnected(NotConnected::Why::application, Class::auth,
                           "x: the application is refused; look at networks.x.client_id and client_secret");
    if (response.status == 400) return std::nullopt;
    auto const answer = json::body_of(response, "x: the sign-in");
    auto const lasts = std::clamp<std::int64_t>(json::whole(answer, "expires_in").value_or(7200), 60, 86'400);
    XTokens tokens{token_in(answer, "access_token"), token_in(answer, "refresh_token"),
                   clock.now() + seconds(lasts)};
    if (tokens.access.empty()) throw NetworkError(Class::theirs, "x: the sign-in gave no token");
    return tokens;
}

XSession::XSession(XSettings const& settings, Clock const& clock)
    : settings_(settings), clock_(clock), file_(settings) {}

XTokens XSession::kept() const {
    if (auto tokens = file_.read()) return *tokens;
    throw NetworkError(Class::auth,
                       "x: no account is signed in; sign one in on the console's page of networks");
}

std::string XSession::access() {
    Hold const hold(mutex_);
    auto tokens = kept();
    if (clock_.now() + early < tokens.good_until) return tokens.access;
    auto const lock = file_.lock();
    tokens = kept();  // Another process may have been first.
    return clock_.now() + early < tokens.good_until ? tokens.access : fresh(tokens).access;
}

std::string XSession::renewed(std::string const& refused) {
    Hold const hold(mutex_);
    auto const lock = file_.lock();
    auto const tokens = kept();
    return tokens.access != refused ? tokens.access : fresh(tokens).access;
}

/// A refresh token works once: what it gave is on the disk when this returns.
XTokens XSession::fresh(XTokens const& old) {
    std::optional<XTokens> given;
    if (old.refresh != dead_) {
        Query grant;
        grant.add("grant_type", "refresh_token").add("refresh_token", old.refresh);
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
    Hold const hold(mutex_);
    auto const lock = file_.lock();
    auto tokens = kept();
    tokens.account_id = account.id;
    tokens.handle = account.handle;
    file_.write(tokens);
}

}  // namespace bot::networks

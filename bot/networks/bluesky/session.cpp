#include "bot/networks/bluesky/session.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/networks/client/json.h"

namespace bot::networks {
namespace {

using Class = NetworkError::Class;
using transport::HttpResponse;

/// Signing in is limited to 300 a day for an account: a password that was refused is not tried at once again.
constexpr std::chrono::minutes after_refusal{10};

std::pair<std::string, std::string> bearer(std::string const& token) {
    return {"Authorization", "Bearer " + token};
}

}  // namespace

BlueskySession::BlueskySession(BlueskySettings const& settings, Clock const& clock)
    : settings_(settings), clock_(clock) {}

HttpResponse BlueskySession::call(Call call) {
    auto const wanted = call.also;
    auto const wants = [&](int status) { return std::ranges::find(wanted, status) != wanted.end(); };
    call.also.insert(call.also.end(), {400, 401});
    auto const headers = call.headers;
    auto now = without_sending([&] { return access(); });
    for (bool again = true;; again = false) {
        call.headers = headers;
        call.headers.push_back(bearer(now.tokens.access));
        auto response = now.pds->call(call);
        auto const error = response.status / 100 == 2 ? std::string() : bluesky_error(response);
        bool const refused = error == "InvalidToken" || error == "AuthMissing";
        if (refused || error == "ExpiredToken") {
            if (!again) throw NetworkError(Class::auth, now.pds->name_of(call) + " takes no token of ours");
            now = without_sending([&] { return renewed(now.tokens.access, refused); });
            continue;
        }
        if (response.status / 100 == 2 || wants(response.status)) return response;
        now.pds->fail(call, response);
    }
}

void BlueskySession::fail(Call const& call, HttpResponse const& response) {
    without_sending([&] { return access(); }).pds->fail(call, response);
}

std::string BlueskySession::handle() {
    without_sending([&] { return access(); });
    std::lock_guard const hold(mutex_);
    return login_.handle;
}

std::string BlueskySession::did() {
    return without_sending([&] { return access(); }).tokens.did;
}

BlueskySession::Access BlueskySession::access() {
    std::lock_guard const hold(mutex_);
    // Another account may have been connected since, or none be any more.
    if (auto login = bluesky_login(settings_); login != login_) {
        login_ = std::move(login);
        access_.reset();
        refused_until_.reset();
    }
    if (!login_.whole())
        throw NetworkError(Class::auth,
                           "bluesky: no account is signed in; connect one on the console, or set "
                           "networks.bluesky.handle and app_password");
    if (access_) return *access_;
    auto const file = bluesky_token_file(settings_, login_.handle);
    auto const lock = file.lock();
    demand_same_login();
    if (auto kept = file.read()) return adopt(std::move(*kept));
    return adopt(signed_in());
}

/// To be called under the lock, which connecting and disconnecting take too: tokens of a login that is gone
/// are not kept.
void BlueskySession::demand_same_login() const {
    if (bluesky_login(settings_) != login_)
        throw NetworkError(Class::auth, "bluesky: the account was changed or disconnected");
}

/// `used` no longer works; `refused`: nor was it only out of date.
BlueskySession::Access BlueskySession::renewed(std::string const& used, bool refused) {
    std::lock_guard const hold(mutex_);
    if (!access_) throw NetworkError(Class::auth, "bluesky: the account was disconnected");
    if (access_->tokens.access != used) return *access_;  // Another thread was first.
    auto const file = bluesky_token_file(settings_, login_.handle);
    auto const lock = file.lock();
    demand_same_login();
    if (auto kept = file.read(); kept && kept->access != used) return adopt(std::move(*kept));
    if (!refused)
        if (auto fresh = refreshed(access_->tokens)) return adopt(std::move(*fresh));
    return adopt(signed_in());
}

BlueskySession::Access BlueskySession::adopt(BlueskyTokens tokens) {
    if (!access_ || access_->tokens.pds != tokens.pds) {
        auto api = bluesky_api(settings_, tokens.pds, clock_);
        access_ = {std::move(api), std::move(tokens)};
    } else {
        access_->tokens = std::move(tokens);
    }
    return *access_;
}

/// A new pair, which is on the disk already; empty if the refresh token is of no use any more.
std::optional<BlueskyTokens> BlueskySession::refreshed(BlueskyTokens const& old) {
    // The server refuses a renewal that has any body.
    Call const call{.method = "POST",
                    .path = "/xrpc/com.atproto.server.refreshSession",
                    .headers = {bearer(old.refresh)},
                    .also = {400, 401}};
    auto const answer = access_->pds->call(call);
    if (answer.status / 100 != 2) {
        auto const error = bluesky_error(answer);
        if (error == "ExpiredToken" || error == "InvalidToken" || answer.status == 401) return std::nullopt;
        access_->pds->fail(call, answer);
    }
    auto const tokens = bluesky_tokens_in(answer.body, old.pds);
    if (!tokens.whole() || tokens.did != old.did)
        throw NetworkError(Class::theirs, "bluesky: renewing the session gave no tokens for our account");
    bluesky_token_file(settings_, login_.handle).write(tokens);
    return tokens;
}

BlueskyTokens BlueskySession::signed_in() {
    auto const now = clock_.now();
    if (refused_until_ && now < *refused_until_)
        throw NetworkError(Class::auth, "bluesky: signing in was refused a moment ago", false,
                           std::chrono::ceil<std::chrono::seconds>(*refused_until_ - now));
    try {
        auto tokens = bluesky_sign_in(settings_, login_, clock_);
        refused_until_.reset();
        bluesky_token_file(settings_, login_.handle).write(tokens);
        return tokens;
    } catch (NotConnected const& refusal) {
        if (refusal.error_class == Class::auth) refused_until_ = now + after_refusal;
        throw;
    }
}

}  // namespace bot::networks

#include "bot/networks/bluesky/session.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/networks/bluesky/post.h"
#include "bot/networks/client/json.h"

namespace bot::networks {
namespace {

using Class = NetworkError::Class;
using Why = NotConnected::Why;
using transport::HttpResponse;

/// Signing in is limited to 300 a day for an account: a password that was refused is not tried at once again.
constexpr std::chrono::minutes after_refusal{10};

std::pair<std::string, std::string> bearer(std::string const& token) {
    return {"Authorization", "Bearer " + token};
}

bool is_did(std::string_view text) {
    return text.starts_with("did:") && made_of(text, ":._-%", 2048);
}

/// A token goes into a header as it is.
bool is_token(std::string_view text) {
    return made_of(text, "._-=~+/", 16'384);
}

/// Where the account's DID document says that it is kept; `otherwise` if it does not say, or names a server
/// without TLS although signing in had it.
std::string pds_of(nlohmann::json const& session, std::string const& otherwise) {
    for (auto const& service : json::list(json::item(session, "didDoc"), "service")) {
        auto const id = json::text(service, "id");
        auto address = json::address(service, "serviceEndpoint");
        if (!id || !id->ends_with("#atproto_pds") || !address) continue;
        while (address->ends_with('/')) address->pop_back();
        if (address->starts_with("https://") || otherwise.starts_with("http://")) return *address;
    }
    return otherwise;
}

NotConnected refusal(std::string const& host, std::string const& error) {
    auto const with = [&](Why why, char const* advice) {
        return NotConnected(why, Class::auth, "bluesky: " + host + " " + advice);
    };
    if (error == "AuthFactorTokenRequired")
        return with(Why::second_factor,
                    "wants a second factor; use an app password instead of the account's own");
    if (error == "AccountTakedown") return with(Why::closed, "has taken the account down");
    return with(Why::password,
                "refused the handle or the app password; connect the account again, or set "
                "networks.bluesky.handle and app_password");
}

}  // namespace

std::optional<BlueskyTokens> BlueskyTokenFile::read() const {
    auto kept = file_.read();
    if (kept["account"] != account_) return std::nullopt;
    BlueskyTokens tokens{kept["did"], kept["pds"], kept["access"], kept["refresh"]};
    return tokens.whole() ? std::optional(std::move(tokens)) : std::nullopt;
}

void BlueskyTokenFile::write(BlueskyTokens const& tokens) const {
    if (!tokens.whole()) return;
    file_.write({{"account", account_},
                 {"did", tokens.did},
                 {"pds", tokens.pds},
                 {"access", tokens.access},
                 {"refresh", tokens.refresh}});
}

AccountFile bluesky_account_file(BlueskySettings const& settings) {
    return {settings.account_file, "bluesky"};
}

BlueskyTokenFile bluesky_token_file(BlueskySettings const& settings, std::string const& handle) {
    return {settings.session_file, settings.host + " " + handle};
}

BlueskyLogin bluesky_login(BlueskySettings const& settings) {
    if (!settings.app_password.empty()) return {settings.handle, settings.app_password, true};
    auto kept = bluesky_account_file(settings).read();
    // What is typed for one server is not sent to another.
    if (kept["host"] != settings.host) return {};
    return {kept["handle"], kept["app_password"], false};
}

bool is_app_password(std::string_view text) {
    constexpr std::size_t length = 19, group = 5;
    if (text.size() != length) return false;
    for (std::size_t at = 0; at < length; ++at) {
        bool const letter = std::isalnum(static_cast<unsigned char>(text[at])) != 0;
        if (at % group == group - 1 ? text[at] != '-' : !letter) return false;
    }
    return true;
}

BlueskyTokens bluesky_tokens_in(std::string const& body, std::string const& pds) {
    auto const session = json::parsed(body);
    auto const part = [&](char const* name, auto good) {
        auto const text = json::text(session, name);
        return text && good(*text) ? *text : std::string();
    };
    return {part("did", is_did), pds_of(session, pds), part("accessJwt", is_token),
            part("refreshJwt", is_token)};
}

BlueskyTokens bluesky_sign_in(BlueskySettings const& settings, BlueskyLogin const& login,
                              Clock const& clock) {
    auto const api = bluesky_api(settings, settings.host, clock);
    Call const call{.method = "POST",
                    .path = "/xrpc/com.atproto.server.createSession",
                    .body = json::written({{"identifier", login.handle}, {"password", login.app_password}}),
                    .content_type = "application/json",
                    .also = {400, 401, 403}};
    auto const answer = without_sending([&] { return api->call(call); });
    if (answer.status == 401 || answer.status == 403) throw refusal(settings.host, bluesky_error(answer));
    if (answer.status == 400) api->fail(call, answer);
    auto const session = json::body_of(answer, "bluesky: signing in");
    if (auto const status = json::text(session, "status");
        status == "takendown" || status == "suspended" || status == "deactivated")
        throw NotConnected(Why::closed, Class::auth,
                           "bluesky: " + settings.host + " says that the account is " + *status);
    auto tokens = bluesky_tokens_in(answer.body, settings.host);
    if (!tokens.whole())
        throw NotConnected(Why::no_token, Class::theirs, "bluesky: signing in gave no tokens");
    return tokens;
}

std::shared_ptr<Api> bluesky_api(BlueskySettings const& settings, std::string const& base,
                                 Clock const& clock) {
    return std::make_shared<Api>(ApiSettings{settings, "bluesky", base}, clock);
}

std::string bluesky_error(HttpResponse const& response) {
    auto const body = json::parsed(response.body);
    auto const name = json::text(body, "error").value_or("");
    return made_of(name, "", 64) ? name : "";
}

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
    Hold const hold(mutex_);
    return login_.handle;
}

std::string BlueskySession::did() {
    return without_sending([&] { return access(); }).tokens.did;
}

BlueskySession::Access BlueskySession::access() {
    Hold const hold(mutex_);
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

/// Connecting and disconnecting take the lock too: tokens of a login that is gone are not kept.
void BlueskySession::demand_same_login() const {
    if (bluesky_login(settings_) != login_)
        throw NetworkError(Class::auth, "bluesky: the account was changed or disconnected");
}

/// `used` no longer works; `refused`: nor was it only out of date.
BlueskySession::Access BlueskySession::renewed(std::string const& used, bool refused) {
    Hold const hold(mutex_);
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

#include "bot/networks/bluesky_session.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/networks/json.h"

namespace bot::networks {
namespace {

using Class = NetworkError::Class;
using transport::HttpResponse;

constexpr std::string_view create_session = "/xrpc/com.atproto.server.createSession";
constexpr std::string_view refresh_session = "/xrpc/com.atproto.server.refreshSession";
/// Signing in is limited to 300 a day for an account: a password that was refused is not tried at once again.
constexpr std::chrono::minutes after_refusal{10};

/// Whatever went wrong with the session, nothing was changed in the network.
template <class Step>
auto without_sending(Step step) {
    try {
        return step();
    } catch (NetworkError const& error) {
        throw NetworkError(error.error_class, error.what(), false, error.retry_after);
    }
}

std::pair<std::string, std::string> bearer(std::string const& token) {
    return {"Authorization", "Bearer " + token};
}

bool is_did(std::string_view text) {
    return text.starts_with("did:") && text.size() <= 2048 && std::ranges::all_of(text, [](unsigned char c) {
               return std::isalnum(c) || c == ':' || c == '.' || c == '_' || c == '-' || c == '%';
           });
}

/// A token goes into a header as it is.
bool is_token(std::string_view text) {
    return !text.empty() && text.size() <= 16'384 && std::ranges::all_of(text, [](unsigned char c) {
        return std::isalnum(c) || c == '.' || c == '_' || c == '-' || c == '=' || c == '~' || c == '+' ||
               c == '/';
    });
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

/// The tokens in an answer; not whole if something is missing.
BlueskyTokens tokens_in(nlohmann::json const& session, std::string const& pds) {
    auto const part = [&](char const* name, auto good) {
        auto const text = json::text(session, name);
        return text && good(*text) ? *text : std::string();
    };
    return {part("did", is_did), pds_of(session, pds), part("accessJwt", is_token),
            part("refreshJwt", is_token)};
}

/// What an operator can do about a sign-in that was refused.
std::string advice(std::string const& error) {
    if (error == "AuthFactorTokenRequired")
        return "wants a second factor; use an app password instead of the account's own";
    if (error == "AccountTakedown") return "has taken the account down";
    return "refused the handle or the app password; set networks.bluesky.handle and app_password";
}

}  // namespace

std::string bluesky_error(HttpResponse const& response) {
    auto const body = nlohmann::json::parse(response.body, nullptr, false);
    auto const name = json::text(body, "error").value_or("");
    auto const letter = [](unsigned char c) { return std::isalnum(c) != 0; };
    return name.size() <= 64 && std::ranges::all_of(name, letter) ? name : std::string();
}

BlueskySession::BlueskySession(BlueskySettings const& settings, Clock const& clock)
    : settings_(settings),
      clock_(clock),
      file_(settings.session_file, settings.host + " " + settings.handle) {}

HttpResponse BlueskySession::call(Call call) {
    auto const wanted = call.also;
    auto const wants = [&](int status) { return std::ranges::find(wanted, status) != wanted.end(); };
    call.also.insert(call.also.end(), {400, 401});
    auto const headers = call.headers;
    auto now = without_sending([&] { return way(); });
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
    without_sending([&] { return way(); }).pds->fail(call, response);
}

std::string BlueskySession::did() {
    return without_sending([&] { return way(); }).tokens.did;
}

BlueskySession::Way BlueskySession::way() {
    std::lock_guard const hold(mutex_);
    if (way_) return *way_;
    auto const lock = file_.lock();
    if (auto kept = file_.read()) return adopt(std::move(*kept));
    return adopt(signed_in());
}

/// `used` no longer works; `refused`: nor was it only out of date.
BlueskySession::Way BlueskySession::renewed(std::string const& used, bool refused) {
    std::lock_guard const hold(mutex_);
    if (way_ && way_->tokens.access != used) return *way_;  // Another thread was first.
    auto const lock = file_.lock();
    if (auto kept = file_.read(); kept && kept->access != used) return adopt(std::move(*kept));
    if (!refused)
        if (auto fresh = refreshed(way_->tokens)) return adopt(std::move(*fresh));
    return adopt(signed_in());
}

BlueskySession::Way BlueskySession::adopt(BlueskyTokens tokens) {
    if (!way_ || way_->tokens.pds != tokens.pds) {
        auto api = api_at(tokens.pds);
        way_ = {std::move(api), std::move(tokens)};
    } else {
        way_->tokens = std::move(tokens);
    }
    return *way_;
}

/// A new pair, which is on the disk already; empty if the refresh token is of no use any more.
std::optional<BlueskyTokens> BlueskySession::refreshed(BlueskyTokens const& old) {
    // The server refuses a renewal that has any body.
    auto const answer = way_->pds->post(refresh_session, "", "", {bearer(old.refresh)}, {400, 401});
    if (answer.status / 100 != 2) {
        auto const error = bluesky_error(answer);
        if (error == "ExpiredToken" || error == "InvalidToken" || answer.status == 401) return std::nullopt;
        way_->pds->fail({"POST", std::string(refresh_session)}, answer);
    }
    auto const tokens = tokens_in(json::body_of(answer, "bluesky: renewing the session"), old.pds);
    if (!tokens.whole() || tokens.did != old.did)
        throw NetworkError(Class::theirs, "bluesky: renewing the session gave no tokens for our account");
    file_.write(tokens);
    return tokens;
}

BlueskyTokens BlueskySession::signed_in() {
    auto const now = clock_.now();
    if (settings_.handle.empty() || settings_.app_password.empty())
        throw NetworkError(Class::auth,
                           "bluesky: networks.bluesky.handle and networks.bluesky.app_password must be set");
    auto const stay_away = [&](std::string const& why) -> NetworkError {
        refused_until_ = now + after_refusal;
        return {Class::auth, "bluesky: " + settings_.host + " " + why};
    };
    if (refused_until_ && now < *refused_until_)
        throw NetworkError(Class::auth, "bluesky: signing in was refused a moment ago", false,
                           std::chrono::ceil<std::chrono::seconds>(*refused_until_ - now));
    auto const body = json::written({{"identifier", settings_.handle}, {"password", settings_.app_password}});
    auto const api = api_at(settings_.host);
    auto const answer = api->post(create_session, body, "application/json", {}, {400, 401, 403});
    if (answer.status == 401 || answer.status == 403) throw stay_away(advice(bluesky_error(answer)));
    if (answer.status == 400) api->fail({"POST", std::string(create_session)}, answer);
    auto const session = json::body_of(answer, "bluesky: signing in");
    if (auto const status = json::text(session, "status");
        status == "takendown" || status == "suspended" || status == "deactivated")
        throw stay_away("says that the account is " + *status);
    auto tokens = tokens_in(session, settings_.host);
    if (!tokens.whole()) throw NetworkError(Class::theirs, "bluesky: signing in gave no tokens");
    refused_until_.reset();
    file_.write(tokens);
    return tokens;
}

std::shared_ptr<Api> BlueskySession::api_at(std::string const& base) const {
    ApiSettings api;
    api.network = "bluesky";
    api.base = base;
    api.user_agent = settings_.user_agent;
    api.private_addresses = settings_.private_addresses;
    api.timeout = settings_.timeout;
    return std::make_shared<Api>(std::move(api), clock_);
}

}  // namespace bot::networks

#include <nlohmann/json.hpp>

#include "bot/networks/bluesky/post.h"
#include "bot/networks/bluesky/session.h"
#include "bot/networks/client/json.h"

namespace bot::networks {

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

namespace {

using Class = NetworkError::Class;
using Why = NotConnected::Why;
using transport::HttpResponse;

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

}  // namespace bot::networks

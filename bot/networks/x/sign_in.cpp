#include "bot/networks/x/sign_in.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/base/keys.h"
#include "bot/networks/client/json.h"
#include "bot/networks/client/token_store.h"

namespace bot::networks {

namespace {

using namespace std::chrono;

constexpr auto token_path = "/2/oauth2/token";

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
    ApiSettings to;
    to.network = "x";
    to.base = settings.api;
    to.user_agent = settings.user_agent;
    to.private_addresses = settings.private_addresses;
    to.timeout = settings.timeout;
    Api api(std::move(to), clock);
    Call call{"POST", token_path, {}, "", "application/x-www-form-urlencoded", {400, 401}};
    if (settings.client_secret.empty())
        grant.add("client_id", std::string_view(settings.client_id));
    else
        call.headers.emplace_back("Authorization",
                                  "Basic " + to_base64(settings.client_id + ":" + settings.client_secret));
    call.body = grant.text();
    auto const response = without_sending([&] { return api.call(call); });
    if (response.status == 401)
        throw NotConnected(NotConnected::Why::application, NetworkError::Class::auth,
                           "x: the application is refused; look at networks.x.client_id and client_secret");
    if (response.status == 400) return std::nullopt;
    auto const answer = json::body_of(response, "x: the sign-in");
    auto const lasts = std::clamp<std::int64_t>(json::whole(answer, "expires_in").value_or(7200), 60, 86'400);
    XTokens tokens{token_in(answer, "access_token"), token_in(answer, "refresh_token"),
                   clock.now() + seconds(lasts), "", ""};
    if (tokens.access.empty())
        throw NetworkError(NetworkError::Class::theirs, "x: the sign-in gave no token");
    return tokens;
}

namespace {

using Class = NetworkError::Class;
using Why = NotConnected::Why;

constexpr std::string_view scopes = "tweet.read tweet.write users.read offline.access";

}  // namespace

XSignIn begin_x_sign_in(XSettings const& settings, std::string_view redirect) {
    if (settings.client_id.empty())
        throw NotConnected(Why::no_client, Class::auth,
                           "x: networks.x.client_id must be set before an account can sign in");
    XSignIn begun{"", storage::random_base32(20), pkce_verifier()};
    Query query;
    query.add("response_type", std::string_view("code"))
        .add("client_id", std::string_view(settings.client_id));
    query.add("redirect_uri", redirect).add("scope", scopes).add("state", std::string_view(begun.state));
    query.add("code_challenge", std::string_view(pkce_challenge(begun.verifier)));
    query.add("code_challenge_method", std::string_view("S256"));
    begun.url = settings.site + query.after("/i/oauth2/authorize");
    return begun;
}

void finish_x_sign_in(XSettings const& settings, Clock const& clock, std::string_view code,
                      std::string_view verifier, std::string_view redirect) {
    Query grant;
    grant.add("grant_type", std::string_view("authorization_code")).add("code", code);
    grant.add("redirect_uri", redirect).add("code_verifier", verifier);
    auto const tokens = x_tokens_for(std::move(grant), settings, clock);
    if (!tokens)
        throw NotConnected(Why::code, Class::auth,
                           "x: the code is refused: it lives for half a minute and works once; "
                           "sign in again");
    if (!tokens->whole())
        throw NotConnected(Why::no_token, Class::auth,
                           "x: there is no refresh token: the application must be allowed "
                           "offline.access");
    XTokenFile const file(settings);
    auto const lock = file.lock();
    file.write(*tokens);
}

bool signed_in_to_x(XSettings const& settings) {
    return XTokenFile(settings).read().has_value();
}

}  // namespace bot::networks

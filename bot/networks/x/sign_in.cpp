#include "bot/networks/x/sign_in.h"

#include "bot/networks/client/token_store.h"
#include "bot/networks/x/tokens.h"

namespace bot::networks {
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

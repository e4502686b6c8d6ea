#include "bot/networks/x_sign_in.h"

#include <algorithm>

#include "bot/keys.h"
#include "bot/networks/x_tokens.h"

namespace bot::networks {
namespace {

using Class = NetworkError::Class;

constexpr std::string_view scopes = "tweet.read tweet.write users.read offline.access";

std::string bytes_of(std::string const& hex) {
    std::string bytes;
    for (std::size_t at = 0; at + 1 < hex.size(); at += 2)
        bytes += static_cast<char>(std::stoi(hex.substr(at, 2), nullptr, 16));
    return bytes;
}

/// S256 of RFC 7636: base64 for addresses, without padding.
std::string challenge_of(std::string const& verifier) {
    auto text = to_base64(bytes_of(sha256_hex(verifier)));
    std::ranges::replace(text, '+', '-');
    std::ranges::replace(text, '/', '_');
    text.erase(text.find_last_not_of('=') + 1);
    return text;
}

}  // namespace

XSignIn begin_x_sign_in(XSettings const& settings, std::string_view redirect) {
    if (settings.client_id.empty())
        throw NetworkError(Class::auth, "x: networks.x.client_id must be set before an account can sign in");
    XSignIn begun{"", storage::random_base32(20), storage::random_base32(32)};
    Query query;
    query.add("response_type", std::string_view("code"))
        .add("client_id", std::string_view(settings.client_id));
    query.add("redirect_uri", redirect).add("scope", scopes).add("state", std::string_view(begun.state));
    query.add("code_challenge", std::string_view(challenge_of(begun.verifier)));
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
        throw NetworkError(Class::auth,
                           "x: the code is refused: it lives for half a minute and works once; "
                           "sign in again");
    if (!tokens->whole())
        throw NetworkError(Class::auth,
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

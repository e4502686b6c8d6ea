#pragma once

#include <string>
#include <string_view>

#include "bot/base/clock.h"
#include "bot/networks/x/x.h"

namespace bot::networks {

/// An operator's way to X's own page, where our account allows the application to read and post (OAuth 2 with
/// PKCE), and back to `redirect`. `state` and `verifier` are for that browser alone: keep both until it comes
/// back, out of its reach; the state it then brings must be the same.
struct XSignIn {
    std::string url;
    std::string state;
    std::string verifier;
};

/// `redirect` is registered with the application, to the letter. Throws NetworkError (auth) without a client
/// id.
XSignIn begin_x_sign_in(XSettings const& settings, std::string_view redirect);

/// Exchanges the code, which lives for 30 seconds, and keeps the tokens in settings.token_file: a running
/// connector takes them from there at its next call. Throws NetworkError with what an operator can do.
void finish_x_sign_in(XSettings const& settings, Clock const& clock, std::string_view code,
                      std::string_view verifier, std::string_view redirect);

/// Whether an account is signed in, as far as the file tells; it may have been shut out at X since.
bool signed_in_to_x(XSettings const& settings);

}  // namespace bot::networks

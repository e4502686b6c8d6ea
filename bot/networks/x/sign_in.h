#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "bot/base/clock.h"
#include "bot/networks/client/api.h"
#include "bot/networks/client/token_store.h"
#include "bot/networks/x/x.h"

namespace bot::networks {

/// A signed-in account (OAuth 2 user context).
struct XTokens {
    std::string access;   // good until `good_until`
    std::string refresh;  // good once, for a new pair
    Time good_until{};
    std::string account_id, handle;  // of our account; "" until it was asked
    bool whole() const { return !access.empty() && !refresh.empty(); }
};

/// The tokens in a TokenFile, those of that application alone. Tokens that are not whole never replace
/// others.
class XTokenFile {
public:
    explicit XTokenFile(XSettings const& settings)
        : file_(settings.token_file, "x"), client_id_(settings.client_id) {}
    std::optional<XTokens> read() const;
    void write(XTokens const& tokens) const;
    void remove() const { file_.remove(); }
    TokenFile::Lock lock() const { return file_.lock(); }

private:
    TokenFile const file_;
    std::string const client_id_;
};

/// The tokens X gives for that grant (a form, without the client); `refresh` stays empty if it gives none,
/// and the account is unknown. Empty if the grant is refused: a code or token that ran out, was used or taken
/// back. Throws NetworkError, never maybe_sent; auth if it is the application that is refused.
std::optional<XTokens> x_tokens_for(Query grant, XSettings const& settings, Clock const& clock);

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

#pragma once

#include <optional>
#include <string>

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

}  // namespace bot::networks

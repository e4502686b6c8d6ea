#pragma once

#include <optional>
#include <string>

#include "bot/base/clock.h"
#include "bot/base/guarded.h"
#include "bot/networks/client/api.h"
#include "bot/networks/client/token_store.h"
#include "bot/networks/x/x.h"

// The account that signed in at X (OAuth 2.0 with PKCE, docs.x.com: authentication): its tokens in their
// file, and how they are renewed.
namespace bot::networks {

/// A signed-in account (OAuth 2 user context).
struct XTokens {
    std::string access;   // good until `good_until`
    std::string refresh;  // good once, for a new pair
    Time good_until{};
    std::string account_id{}, handle{};  // of our account; "" until it was asked
    bool whole() const { return !access.empty() && !refresh.empty(); }
};

/// The tokens in a TokenFile, those of that application alone. Tokens that are not whole never replace
/// others.
class XTokenFile {
public:
    explicit XTokenFile(XSettings const& settings)
        : file_(settings.token_file, "x"), client_id_(settings.client_id) {}
    /// Empty if there are none, the file is damaged, or they are of another application.
    std::optional<XTokens> read() const;
    /// They are on the disk when it returns. Throws NetworkError (ours) if that cannot be done.
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

/// The account that signed in.
struct XAccount {
    std::string id, handle;
};

/// The access token of the account that signed in, renewed when it runs out. A new pair is on the disk before
/// it is used; one renewal at a time, also between processes that share the file. Any thread.
class XSession {
public:
    /// `clock` outlives it.
    XSession(XSettings const& settings, Clock const& clock);

    /// Whether the file has tokens of our application.
    bool signed_in() const { return file_.read().has_value(); }
    /// One that is good for a minute at least. Throws NetworkError (auth) if no account signed in, or what
    /// was given is no good any more.
    std::string access();
    /// Another one, as the server refused this.
    std::string renewed(std::string const& refused);

    /// Empty until it was told.
    std::optional<XAccount> account() const;
    /// Kept beside the tokens. Throws NetworkError (auth) if no account is signed in any more.
    void set_account(XAccount const& account);

private:
    XTokens kept() const;
    XTokens fresh(XTokens const& old) REQUIRES(mutex_);

    XSettings const settings_;
    Clock const& clock_;
    XTokenFile const file_;
    Mutex mutex_;
    std::string dead_ GUARDED_BY(mutex_);  // a refresh token that was refused
};

}  // namespace bot::networks

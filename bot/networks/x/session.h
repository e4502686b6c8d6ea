#pragma once

#include <mutex>
#include <optional>
#include <string>

#include "bot/networks/x/sign_in.h"

namespace bot::networks {

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

    bool signed_in() const { return file_.read().has_value(); }
    /// Throws NetworkError (auth) if no account signed in, or what was given is no good any more.
    std::string access();
    /// Another one, as the server refused this.
    std::string renewed(std::string const& refused);

    /// Empty until it was told.
    std::optional<XAccount> account() const;
    void set_account(XAccount const& account);

private:
    XTokens kept() const;
    XTokens fresh(XTokens const& old);

    XSettings const settings_;
    Clock const& clock_;
    XTokenFile const file_;
    std::mutex mutex_;
    std::string dead_;  // guarded by mutex_; a refresh token that was refused
};

}  // namespace bot::networks

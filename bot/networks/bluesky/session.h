#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "bot/networks/bluesky/bluesky.h"
#include "bot/networks/bluesky/sign_in.h"
#include "bot/networks/client/api.h"

namespace bot::networks {

/// Calls to our account's own server (PDS), signed in as the login that is in force: one that is connected
/// on the console counts from the next call on. Signs in with the app password only when there are no
/// tokens that work; renews them when the server says that the access token is out of date, which it says
/// with status 400. New tokens are on the disk before they are used. One renewal at a time, also between
/// processes that share the file. Any thread.
class BlueskySession {
public:
    /// `clock` outlives it.
    BlueskySession(BlueskySettings const& settings, Clock const& clock);

    /// The path begins with "/xrpc/"; the authorization is added here. As Api::call(), but a `maybe_sent` is
    /// about this call alone: never for what happened while signing in or renewing.
    transport::HttpResponse call(Call call);
    transport::HttpResponse get(std::string_view path) { return call({"GET", std::string(path)}); }

    /// As one signs in with it.
    std::string handle();
    /// The DID of our account; signs in if that never happened.
    std::string did();
    /// Throws what call() would have thrown for an answer whose status was in `also`.
    [[noreturn]] void fail(Call const& call, transport::HttpResponse const& response);

private:
    struct Access {
        std::shared_ptr<Api> pds;
        BlueskyTokens tokens;
    };
    Access access();
    Access renewed(std::string const& used, bool refused);
    void demand_same_login() const;
    Access adopt(BlueskyTokens tokens);
    std::optional<BlueskyTokens> refreshed(BlueskyTokens const& old);
    BlueskyTokens signed_in();

    BlueskySettings const settings_;
    Clock const& clock_;
    std::mutex mutex_;
    BlueskyLogin login_;                   // guarded by mutex_; of access_
    std::optional<Access> access_;         // guarded by mutex_
    std::optional<Time> refused_until_{};  // guarded by mutex_; no sign-in before, see the limits there
};

}  // namespace bot::networks

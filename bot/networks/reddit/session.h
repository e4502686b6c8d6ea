#pragma once

#include <mutex>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "bot/networks/client/api.h"
#include "bot/networks/reddit/reddit.h"

namespace bot::networks {

/// Reddit's API with a token that is fetched when there is none and again when it ran out or was refused
/// (401), once a call. The grant is the refresh token's, which stays the same when used, else the
/// application's alone (client_credentials). Any thread.
class RedditSession {
public:
    RedditSession(RedditSettings const& settings, Clock const& clock);
    /// The JSON at that path. Throws NetworkError; auth if the sign-in gives no token, which Reddit says with
    /// status 200.
    nlohmann::json get(std::string const& path);
    /// How long the pace wants the next call to wait.
    std::chrono::milliseconds wait() const { return api_.wait(); }

private:
    std::string token();
    void forget(std::string const& token);

    std::string const authorization_;
    std::string const form_;
    Clock const& clock_;
    Api api_;
    Api sign_in_;
    std::mutex mutex_;
    std::string token_;  // guarded by mutex_; "" is none
    Time good_until_{};  // guarded by mutex_
};

}  // namespace bot::networks

#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "bot/base/clock.h"
#include "bot/base/guarded.h"
#include "bot/transport/http.h"

namespace bot::networks {

/// How many calls a host is asked for: `at_once` after a rest, and one more each `every`. A person's Errand
/// may be `for_people` further ahead of that; what listens then waits until the even rate has come after.
struct RateLimit {
    int at_once = 20;
    std::chrono::milliseconds every{1000};
    int for_people = 60;
};

/// Limits the calls to one host: a token bucket of our own (RateLimit), and what its answers said of its
/// limits. Never waits: a call that is too early is told for how long. Any thread.
class RateLimiter {
public:
    /// `network` begins the messages. `clock` outlives it.
    RateLimiter(std::string network, RateLimit rate, Clock const& clock);

    /// Takes one call. Throws NetworkError (rate, with retry_after) if the host said that it is too early for
    /// one, TooEarly if our own pace does. An Errand
    /// that is under way in this thread begins once there is room for all of its calls, and then is held up
    /// by nothing but what the host itself said.
    void take();
    /// How long until take() would give a call to what listens; zero if it would now.
    std::chrono::milliseconds wait() const;
    /// Learns from an answer: Retry-After; a used-up X-RateLimit-, X-Rate-Limit-, RateLimit-, or X's own
    /// X-App-Limit-24Hour- and X-User-Limit-24Hour-Remaining with its -Reset, which is a Unix time, seconds
    /// from now or ISO 8601.
    void note(transport::HttpResponse const& response);
    /// No call before that moment. Only ever moves it later.
    void close_until(Time moment);

private:
    /// Until so many calls may be made by one who may be `ahead` calls ahead of the even rate.
    std::chrono::milliseconds wait(Time now, int calls, int ahead) const REQUIRES(mutex_);

    std::string const network_;
    RateLimit const rate_;
    Clock const& clock_;
    mutable Mutex mutex_;
    /// When the calls made so far would be over, one each `every`.
    Time used_until_ GUARDED_BY(mutex_){};
    Time closed_until_ GUARDED_BY(mutex_){};
};

/// What a Retry-After says: seconds, or a date as HTTP writes it. Empty if absent or neither; never negative,
/// never above a day.
std::optional<std::chrono::seconds> retry_after(transport::HttpResponse const& response, Time now);

/// When the server's next window begins by its rate headers, whether or not calls are left in this one. Never
/// above a day from `now`.
std::optional<Time> rate_reset(transport::HttpResponse const& response, Time now);

}  // namespace bot::networks

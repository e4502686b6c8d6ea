#include "bot/networks/client/rate_limiter.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "bot/networks/client/timestamps.h"
#include "bot/networks/network.h"

namespace bot::networks {
namespace {

using namespace std::chrono;

constexpr auto longest = days(1);

/// Not negative; "599.0" and "12" alike.
std::optional<double> number(std::string_view text) {
    double value = 0;
    auto const* const end = text.data() + text.size();
    auto const [stop, error] = std::from_chars(text.data(), end, value);
    bool const good = error == std::errc() && stop == end && std::isfinite(value) && value >= 0;
    return good ? std::optional(value) : std::nullopt;
}

Time no_later_than_a_day(Time moment, Time now) {
    return std::min(moment, now + longest);
}

/// A Unix time, or seconds from now: no window is thirty years long.
Time moment_of(double value, Time now) {
    constexpr double smallest_unix_time = 1e9;
    auto const seconds_away =
        value >= smallest_unix_time ? value - duration<double>(now.time_since_epoch()).count() : value;
    auto const capped = std::clamp(seconds_away, 0.0, duration<double>(longest).count());
    return now + ceil<milliseconds>(duration<double>(capped));
}

constexpr std::array<std::string_view, 5> families{"x-ratelimit-", "x-rate-limit-", "ratelimit-",
                                                   "x-app-limit-24hour-", "x-user-limit-24hour-"};

std::optional<Time> reset_of(transport::HttpResponse const& response, std::string_view family, Time now) {
    auto const text = response.header(std::string(family) + "reset");
    if (!text) return std::nullopt;
    if (auto const value = number(*text)) return moment_of(*value, now);
    auto const moment = time_from_rfc3339(*text);
    return moment ? std::optional(no_later_than_a_day(*moment, now)) : std::nullopt;
}

}  // namespace

std::optional<seconds> retry_after(transport::HttpResponse const& response, Time now) {
    auto const text = response.header("retry-after");
    if (!text) return std::nullopt;
    if (auto const value = number(*text)) return ceil<seconds>(duration<double>(std::min(*value, 86'400.0)));
    auto const moment = time_from_text(*text);
    if (!moment) return std::nullopt;
    return std::max(seconds(0), ceil<seconds>(no_later_than_a_day(*moment, now) - now));
}

std::optional<Time> rate_reset(transport::HttpResponse const& response, Time now) {
    for (auto const family : families)
        if (auto const reset = reset_of(response, family, now)) return reset;
    return std::nullopt;
}

namespace {

thread_local Errand* errand_of_thread = nullptr;

}  // namespace

Errand::Errand(int about) : calls(about) {
    if (errand_of_thread == nullptr) errand_of_thread = this;
}

Errand::~Errand() {
    if (errand_of_thread == this) errand_of_thread = nullptr;
}

Errand* Errand::under_way() {
    return errand_of_thread;
}

RateLimiter::RateLimiter(std::string network, RateLimit rate, Clock const& clock)
    : network_(std::move(network)), rate_(rate), clock_(clock) {}

milliseconds RateLimiter::wait(Time now, int calls, int ahead) const {
    auto const open_at = std::max(closed_until_, used_until_ - (ahead - calls) * rate_.every);
    return std::max(milliseconds(0), open_at - now);
}

void RateLimiter::take() {
    auto* const errand = Errand::under_way();
    Hold const hold(mutex_);
    auto const now = clock_.now();
    auto const ahead = rate_.at_once + (errand != nullptr ? rate_.for_people : 0);
    auto const calls = errand != nullptr ? std::clamp(errand->calls, 1, ahead) : 1;
    bool const begun = errand != nullptr && std::ranges::find(errand->begun_, this) != errand->begun_.end();
    auto const away = begun ? std::max(milliseconds(0), closed_until_ - now) : wait(now, calls, ahead);
    auto const what = network_ + ": it is too early for the next call";
    if (closed_until_ > now && away > milliseconds(0))
        throw NetworkError(NetworkError::Class::rate, what, false, ceil<seconds>(away));
    if (away > milliseconds(0)) throw TooEarly(what, ceil<seconds>(away));
    if (errand != nullptr && !begun) errand->begun_.push_back(this);
    used_until_ = std::max(used_until_, now) + rate_.every;
}

milliseconds RateLimiter::wait() const {
    Hold const hold(mutex_);
    return wait(clock_.now(), 1, rate_.at_once);
}

void RateLimiter::note(transport::HttpResponse const& response) {
    auto const now = clock_.now();
    if (auto const away = retry_after(response, now)) close_until(now + *away);
    for (auto const family : families) {
        auto const left = response.header(std::string(family) + "remaining");
        auto const remaining = left ? number(*left) : std::nullopt;
        if (!remaining || *remaining >= 1) continue;
        if (auto const reset = reset_of(response, family, now)) close_until(*reset);
    }
}

void RateLimiter::close_until(Time moment) {
    Hold const hold(mutex_);
    closed_until_ = std::max(closed_until_, moment);
}

}  // namespace bot::networks

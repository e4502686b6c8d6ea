// What a server says of its limits and of time, a header a line: no wait is negative or longer than a day,
// and no moment lies outside of the years 1970 to 9999.
#include <algorithm>
#include <string>

#include "bot/networks/client/rate_limiter.h"
#include "bot/networks/client/timestamps.h"
#include "tests/fuzz/post.h"

namespace {

using namespace std::chrono_literals;

class Noon : public bot::Clock {
public:
    bot::Time now() const override { return bot::Time(std::chrono::milliseconds(1'790'000'000'000)); }
};

bot::transport::HttpResponse answer_with(std::string_view lines) {
    bot::transport::HttpResponse answer;
    answer.status = 429;
    while (!lines.empty()) {
        auto const end = std::min(lines.find('\n'), lines.size());
        auto const line = lines.substr(0, end);
        auto const colon = std::min(line.find(':'), line.size());
        auto const value = line.substr(std::min(colon + 1, line.size()));
        answer.headers.emplace(line.substr(0, colon), value);
        lines.remove_prefix(std::min(end + 1, lines.size()));
    }
    return answer;
}

void demand_moment(std::optional<bot::Time> const& moment) {
    using namespace std::chrono;
    if (!moment) return;
    auto const since = duration_cast<seconds>(moment->time_since_epoch()).count();
    demand(since >= -86'400 && since <= 253'402'387'200);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const bytes(reinterpret_cast<char const*>(data), size);
    Noon const clock;
    auto const answer = answer_with(bytes);
    if (auto const wait = bot::networks::retry_after(answer, clock.now()))
        demand(*wait >= 0s && *wait <= 24h);
    if (auto const reset = bot::networks::rate_reset(answer, clock.now()))
        demand(*reset <= clock.now() + 24h);
    bot::networks::RateLimiter pace("fuzz", {}, clock);
    pace.note(answer);
    demand(pace.wait() >= 0ms && pace.wait() <= 24h);
    demand_moment(bot::networks::time_from_rfc3339(bytes));
    demand_moment(bot::networks::time_from_text(bytes));
    if (auto const span = bot::networks::duration_from(bytes)) demand(*span >= 0s);
    return 0;
}

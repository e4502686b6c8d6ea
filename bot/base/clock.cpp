#include "bot/base/clock.h"

#include <cstdlib>
#include <ctime>
#include <fstream>

namespace bot {

Time SystemClock::now() const {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::chrono::milliseconds Clock::running() const {
    timespec since{};
    ::clock_gettime(CLOCK_BOOTTIME, &since);
    return std::chrono::seconds(since.tv_sec) +
           std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::nanoseconds(since.tv_nsec));
}

Time MovableClock::now() const {
    return SystemClock().now() + moved();
}

std::chrono::milliseconds MovableClock::running() const {
    return Clock::running() + moved();
}

std::chrono::milliseconds MovableClock::moved() const {
    long long by = 0;
    std::ifstream(file_) >> by;
    return std::chrono::milliseconds(by);
}

std::unique_ptr<Clock const> usual_clock() {
#ifdef SUPPORTAWARDS_TEST_HOOKS
    if (auto const* file = std::getenv("SUPPORTAWARDS_CLOCK_FILE"))
        return std::make_unique<MovableClock>(file);
#endif
    return std::make_unique<SystemClock>();
}

}  // namespace bot

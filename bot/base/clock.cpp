#include "bot/base/clock.h"

#include <cstdlib>
#include <fstream>

namespace bot {

Time SystemClock::now() const {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

Time MovableClock::now() const {
    long long moved = 0;
    std::ifstream(file_) >> moved;
    return SystemClock().now() + std::chrono::milliseconds(moved);
}

std::unique_ptr<Clock const> usual_clock() {
#ifdef SUPPORTAWARDS_TEST_HOOKS
    if (auto const* file = std::getenv("SUPPORTAWARDS_CLOCK_FILE"))
        return std::make_unique<MovableClock>(file);
#endif
    return std::make_unique<SystemClock>();
}

}  // namespace bot

#include "bot/base/clock.h"

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

}  // namespace bot

#include "bot/base/usual_clock.h"

#include <cstdlib>

namespace bot {

std::unique_ptr<Clock const> usual_clock() {
#ifdef SUPPORTAWARDS_TEST_HOOKS
    if (auto const* file = std::getenv("SUPPORTAWARDS_CLOCK_FILE"))
        return std::make_unique<MovableClock>(file);
#endif
    return std::make_unique<SystemClock>();
}

}  // namespace bot

#pragma once

#include <memory>

#include "bot/base/clock.h"

namespace bot {

/// The system's; in a program built with test hooks one that SUPPORTAWARDS_CLOCK_FILE moves.
std::unique_ptr<Clock const> usual_clock();

}  // namespace bot

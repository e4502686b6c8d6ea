#pragma once

#include <string>
#include <vector>

#include "bot/desk/queue.h"
#include "bot/web/console/phrases.h"

namespace bot::web {

/// How many of this month's finds were right, a sentence each: all, then the lanes of which there are enough.
/// If there are too few in all, that.
std::vector<std::string> month_words(desk::ThisMonth const& month, Phrases const& phrases);

}  // namespace bot::web

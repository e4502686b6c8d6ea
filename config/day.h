#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace config {

/// YYYY-MM-DD; empty if it is something else, or no day of the calendar.
std::optional<std::chrono::sys_days> parse_day(std::string_view text);

}  // namespace config

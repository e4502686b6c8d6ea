#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "storage/types.h"

// Days as machines write them: "2026-11-22" (ISO 8601), in UTC. What people read is made by pages::Words.
namespace bot {

using storage::Time;

/// The day that moment lies in.
std::string day_of(Time moment);

/// Midnight UTC, where that day begins. Empty if it is anything but four, two and two digits of a real day.
std::optional<Time> start_of_day(std::string_view day);

}  // namespace bot

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "storage/types.h"

// Days where people live. ICU brings the table of zones along, so nothing of the machine is asked. Any thread.
namespace bot {

/// Whether that is a time zone by its IANA name: "Europe/Berlin", "UTC".
bool is_zone(std::string_view name);

/// When that day begins there; where the clock skips midnight, the first moment after. Empty if the text is no
/// day of the calendar (YYYY-MM-DD). In UTC if there is no such zone.
std::optional<storage::Time> start_of_day(std::string_view day, std::string const& zone);

/// The moment in UTC at which a clock shows what clocks there show at `time`: for who writes days in UTC and
/// means days there.
storage::Time shown_in(storage::Time time, std::string const& zone);

/// The day there: "2026-11-30".
std::string day_of(storage::Time time, std::string const& zone);

}  // namespace bot

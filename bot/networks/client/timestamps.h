#pragma once

#include <optional>
#include <string_view>

#include "storage/types.h"

namespace bot::networks {

/// RFC 3339 as networks really write it: 'T' or a blank, any number of decimals, "Z", an offset with or
/// without ':', or none (UTC is meant); also a bare date. Empty if it is anything else or no real moment.
std::optional<storage::Time> time_from_rfc3339(std::string_view text);

/// As mails, feeds and HTTP write it: "Sun, 22 Nov 2026 10:05:00 GMT", also without weekday or seconds, with
/// a year of two digits, an offset "+0100" or a zone of RFC 822 (an unknown one is UTC); and the two old
/// forms of HTTP. A wrong weekday does not matter. Empty if it is anything else or no real moment.
std::optional<storage::Time> time_from_rfc822(std::string_view text);

/// Whole seconds since 1970.
long long seconds_of(storage::Time moment);

/// Seconds (below 10¹¹) or milliseconds since 1970. Empty outside of the years 1970 to 9999.
std::optional<storage::Time> time_from_number(double number);

/// "90s", "35m", "3h", "2d". Empty if it is anything else.
std::optional<std::chrono::seconds> duration_from(std::string_view text);

}  // namespace bot::networks

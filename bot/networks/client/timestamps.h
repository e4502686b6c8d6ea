#pragma once

#include <optional>
#include <string_view>

#include "storage/types.h"

namespace bot::networks {

/// RFC 3339 as networks really write it: 'T' or a blank, any number of decimals, "Z", an offset with or
/// without ':', or none (UTC is meant); also a bare date. Empty if it is anything else or no real moment.
std::optional<storage::Time> time_from_rfc3339(std::string_view text);

/// As people and programs write it: what time_from_rfc3339() takes; dates of mails and HTTP ("Sun, 22 Nov
/// 2026 10:05:00 GMT"), of X ("Sun Nov 22 10:05:00 +0000 2026"), Go, JavaScript; ISO's basic form; seconds,
/// milliseconds or microseconds since 1970 as text; months and weekdays in the languages that ICU has names
/// for and that are common in feeds; AM and PM; offsets with or without ':' and after "GMT"; zones by letters
/// or by city ("Europe/Brussels"). UTC where no zone is named, or one that nobody knows; midnight where there
/// is only a day. Empty if it is anything else, no real moment, or could be two days ("03/04/2026"). Any
/// thread.
std::optional<storage::Time> time_from_text(std::string_view text);

/// Whole seconds since 1970.
long long seconds_of(storage::Time moment);

/// Seconds (below 10¹¹) or milliseconds since 1970. Empty outside of the years 1970 to 9999.
std::optional<storage::Time> time_from_number(double number);

/// "90s", "35m", "3h", "2d". Empty if it is anything else.
std::optional<std::chrono::seconds> duration_from(std::string_view text);

}  // namespace bot::networks

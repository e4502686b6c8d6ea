#pragma once

#include <optional>
#include <string_view>

#include "storage/types.h"

namespace bot::networks {

/// RFC 3339 as networks really write it: 'T' or a blank, any number of decimals, "Z", an offset with or
/// without
/// ':', or none (UTC is meant); also a bare date. Empty if it is anything else or no real moment.
std::optional<storage::Time> time_from_rfc3339(std::string_view text);

/// "90s", "35m", "3h", "2d". Empty if it is anything else.
std::optional<std::chrono::seconds> duration_from(std::string_view text);

}  // namespace bot::networks

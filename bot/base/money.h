#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bot {

/// US dollars in digits ("0.005") as micro-dollars; a part of one counts as one. Empty if it is anything else
/// or above a million dollars; "" is 0, free.
std::optional<long long> micro_dollars(std::string_view text);

/// "$1.25"; parts of a cent are shown only where there are any: "$0.005".
std::string in_dollars(long long micro);

}  // namespace bot

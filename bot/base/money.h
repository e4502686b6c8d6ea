#pragma once

#include <optional>
#include <string>
#include <string_view>

// Money is whole micro-dollars (a millionth of a US dollar): what networks charge for one call is less than a
// cent, and sums of binary fractions would drift.
namespace bot {

/// US dollars in digits ("0.005") as micro-dollars; a part of one counts as one. Empty if it is anything else
/// or above a million dollars; "" is 0, free.
std::optional<long long> micro_dollars(std::string_view text);

/// "$1.25"; parts of a cent are shown only where there are any: "$0.005".
std::string in_dollars(long long micro);

}  // namespace bot

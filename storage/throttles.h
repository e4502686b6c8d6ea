#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "storage/engine/store.h"

/// How often something was tried of late: a sign-in name, a keyed address prefix. They outlive a restart.
namespace storage::throttles {

/// `tries` within `window` are taken; the next ones only after `pause`.
struct Rule {
    long long tries = 10;
    std::chrono::milliseconds window = std::chrono::minutes(15);
    std::chrono::milliseconds pause = std::chrono::minutes(15);
};

/// Counts a try and tells whether it is taken. While it pauses nothing is counted, so a pause ends.
bool take(Write& write, std::string const& what, Rule const& rule, Time now);
/// Forgets the tries, after one that was right.
void clear(Write& write, std::string const& what);
/// Removes what nobody tried since then.
long long remove_old(Write& write, Time since);

}  // namespace storage::throttles

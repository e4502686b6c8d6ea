#pragma once

#include <chrono>
#include <optional>

namespace bot::listen {

struct BackOff {
    std::chrono::seconds first{30};
    std::chrono::seconds most{3600};
};

/// How long to wait after so many failures in a row (1 or more): doubles with each up to `most`, then a
/// quarter more or less by `chance` (0 to 1), so that those who failed together do not come back together.
/// Never less than a network asked for.
std::chrono::milliseconds wait_after(BackOff const& settings, int failures, double chance,
                                     std::optional<std::chrono::seconds> asked_for = {});

}  // namespace bot::listen

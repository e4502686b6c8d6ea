#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tests/soak/daemon.h"
#include "tests/soak/database.h"
#include "tests/soak/networks.h"
#include "tests/soak/operator.h"

namespace test::soak {

struct Plan {
    std::uint64_t seed = 0;
    /// It writes for so long; 0 writes `posts` at each network and no longer than that takes.
    std::chrono::minutes lasts{0};
    int posts = 0;
    /// How much faster than real time the program's clock goes.
    int haste = 30;
    bool hangs = false;
    int restarts = 4;
};

/// What a run found. `broken` is empty if all promises were kept.
struct Report {
    std::string table;
    std::vector<std::string> broken;
};

/// The real daemon against networks that fail, with people who write there, an operator, and restarts.
Report soak(Plan const& plan);

}  // namespace test::soak

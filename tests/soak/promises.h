#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/soak/database.h"
#include "tests/soak/networks.h"

namespace test::soak {

using Networks = std::vector<std::unique_ptr<Network>>;

/// How one network stands at one moment: what was written there, and what the program made of it.
struct Standing {
    std::string network;
    long long written = 0, seen = 0, queued = 0, arrived = 0, asked = 0;
};
std::vector<Standing> standings(Networks const& networks, Database const& database);

/// Nothing is under way any more: all posts were seen, and no reply waits for the program.
bool settled(Networks const& networks, Database const& database);

/// Each promise that was broken, with what there is to look at. Counts in `twice` and `lost`.
struct Broken {
    std::vector<std::string> what;
    int twice = 0, lost = 0;
};
Broken broken_promises(Networks const& networks, Database const& database);

}  // namespace test::soak

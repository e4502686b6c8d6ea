#pragma once

#include <filesystem>

#include "bot/base/clock.h"
#include "bot/networks/descriptor.h"
#include "bot/networks/network.h"

namespace bot::networks {

/// Its section, and what the program adds.
struct XSettings : config::X, Caller {
    std::filesystem::path token_file;  // the signed-in account's tokens, 0600; "" keeps none
    long long daily_cap = 5'000'000;   // daily_spend in micro-dollars
};

/// X by its API, version 2. What costs is booked in `store` first; without one nothing that costs is asked
/// for. Both outlive it.
Network x(XSettings settings, Policy policy, Clock const& clock, storage::Store* store);

extern Descriptor const x_network;

}  // namespace bot::networks

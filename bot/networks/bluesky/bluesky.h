#pragma once

#include <chrono>
#include <filesystem>

#include "bot/base/clock.h"
#include "bot/networks/descriptor.h"
#include "bot/networks/network.h"

namespace bot::networks {

/// Its section, and what the program adds.
struct BlueskySettings : config::Bluesky, Caller {
    std::filesystem::path session_file;  // holds the tokens, 0600; "" keeps them in memory alone
    std::filesystem::path account_file;  // holds the login that was connected on the console, 0600
    /// A post stands in the stream before the app view shows it; until then it would seem removed.
    std::chrono::milliseconds settles{10'000};
};

/// The AT Protocol network as app.bsky.* shows it. Nothing is asked before the first call. `clock` outlives
/// it.
Network bluesky(BlueskySettings settings, Policy policy, Clock const& clock);

extern Descriptor const bluesky_network;

}  // namespace bot::networks

#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "bot/base/clock.h"
#include "bot/networks/network.h"

namespace bot::networks {

struct BlueskySettings {
    std::string host = "https://bsky.social";  // where one signs in; no slash at the end
    std::string handle;                        // or the DID of the account that answers
    std::string app_password;
    std::vector<std::string> queries;    // what is searched for beside the watch queries
    std::vector<std::string> jetstream;  // "wss://host", tried in turns, instead of searchPosts; none: search
    std::chrono::hours back_fill{0};     // how far before the first run a search reaches
    std::chrono::milliseconds interval{120'000};
    std::filesystem::path session_file;  // holds the tokens, 0600; "" keeps them in memory alone
    std::filesystem::path account_file;  // holds the login that was connected on the console, 0600
    std::string user_agent;
    bool private_addresses = false;  // for servers on this machine or in a private network
    std::chrono::milliseconds timeout{30'000};
    /// A post stands in the stream before the app view shows it; until then it would seem removed.
    std::chrono::milliseconds settles{10'000};
};

/// The AT Protocol network as app.bsky.* shows it. Nothing is asked before the first call. `clock` outlives
/// it.
Network bluesky(BlueskySettings settings, Policy policy, Clock const& clock);

}  // namespace bot::networks

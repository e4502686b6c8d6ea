#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "bot/base/clock.h"
#include "bot/networks/network.h"

namespace storage {
class Store;
}

namespace bot::networks {

struct XSettings {
    std::string api = "https://api.x.com";
    std::string site = "https://x.com";  // where one signs in
    std::string client_id;               // of our application; "" reads with the bearer token alone
    std::string client_secret;           // "" is a public client
    std::string bearer_token;            // the application's own: reads, and cannot post
    std::filesystem::path token_file;    // the signed-in account's tokens, 0600; "" keeps none
    bool stream = false;                 // have X send what fits, instead of searching; needs bearer_token
    std::vector<std::string> queries;    // what is searched for when the watch query is empty; X's syntax
    long long daily_cap = 5'000'000;     // micro-dollars a UTC day, for everything
    std::chrono::milliseconds interval{120'000};
    std::chrono::hours back_fill{0};  // how far before the first run a search reaches; X keeps seven days
    std::string user_agent;
    bool private_addresses = false;
    std::chrono::milliseconds timeout{30'000};
};

/// X by its API, version 2. What costs is booked in `store` first; without one nothing that costs is asked
/// for. Both outlive it.
Network x(XSettings settings, Policy policy, Clock const& clock, storage::Store* store);

}  // namespace bot::networks

#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "bot/base/clock.h"
#include "bot/networks/by_hand.h"
#include "bot/networks/client/api.h"
#include "bot/networks/network.h"

namespace bot::networks {

struct HackerNewsSettings {
    std::string search = "https://hn.algolia.com";             // finds
    std::string items = "https://hacker-news.firebaseio.com";  // knows what was deleted
    std::string username;  // of the account that people answer with; "" if none is told
    /// What to search for beside the watch queries; none of them reads all that is written there.
    std::vector<std::string> queries;
    std::chrono::milliseconds interval{60'000};
    std::chrono::hours back_fill{0};  // how far the very first search looks back
    std::string user_agent;
    std::chrono::milliseconds timeout{30'000};
    bool private_addresses = false;
};

/// Stories, polls and comments by Algolia's index, newest first, down to what was seen before. It is asked
/// again with ten minutes of overlap, because the index is late; the cursor remembers what the overlap gave.
class HackerNewsListener : public Listener {
public:
    HackerNewsListener(HackerNewsSettings settings, Clock const& clock);
    /// One request. Where all is read, the watch queries say what of it is handed out. Pages are cut by time
    /// and not by number, which would shift under new posts and end at 1000.
    SearchPage search(WatchQuery const& query, std::string_view cursor) override;

private:
    HackerNewsSettings const settings_;
    Clock const& clock_;
    Api api_;
};

/// Looks a post up at the official API. Nobody answers there but by hand.
class HackerNewsAnswerer : public ByHandAnswerer {
public:
    HackerNewsAnswerer(HackerNewsSettings const& settings, Clock const& clock);
    Parent look(std::string_view native_id) override;

private:
    Api api_;
};

/// What the user of that name commented, by Algolia's index: nobody signs in.
class HackerNewsAccount : public Account {
public:
    HackerNewsAccount(HackerNewsSettings const& settings, Clock const& clock);
    /// Empty: there is no label for it.
    std::optional<State> look() override { return std::nullopt; }
    std::vector<OwnReply> recent_replies(Time since) override;

private:
    std::string const username_;
    Api api_;
};

Network hackernews(HackerNewsSettings settings, Policy policy, Clock const& clock);

}  // namespace bot::networks

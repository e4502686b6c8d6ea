#pragma once

#include <string>
#include <vector>

#include "bot/base/clock.h"
#include "bot/networks/client/api.h"
#include "bot/networks/compose.h"
#include "bot/networks/descriptor.h"
#include "bot/networks/network.h"

namespace bot::networks {

/// Its section, and what the program adds.
struct HackerNewsSettings : config::HackerNews, Caller {};

/// Stories, polls and comments by Algolia's index, newest first, down to what was seen before. It is asked
/// again with ten minutes of overlap, because the index is late; the cursor remembers what the overlap gave.
class HackerNewsListener : public Listener {
public:
    /// `clock` outlives it, here and below.
    HackerNewsListener(HackerNewsSettings settings, Clock const& clock);
    /// One request. Where all is read, the watch queries say what of it is handed out. Pages are cut by time
    /// and not by number, which would shift under new posts and end at 1000.
    SearchPage search(WatchQuery const& query, std::string_view cursor) override;

private:
    HackerNewsSettings const settings_;
    Clock const& clock_;
    Api api_;
};

/// Looks a post up at the official API (github.com/HackerNews/API), which knows at once what was deleted.
/// Answers are posted by hand.
class HackerNewsAnswerer : public ByHandAnswerer {
public:
    HackerNewsAnswerer(HackerNewsSettings const& settings, Clock const& clock);
    /// Never `locked`: the API does not say so. Throws NetworkError (theirs) for an answer that is no item.
    Parent look(std::string_view native_id) override;

private:
    Api api_;
};

/// What the user of that name commented, by Algolia's index (hn.algolia.com/api): nobody signs in. The latest
/// hundred comments, without those that the index does not have yet.
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

/// Asks nothing before the first call. Without a username there is no account.
Network hackernews(HackerNewsSettings settings, Policy policy, Clock const& clock);

extern Descriptor const hackernews_network;

}  // namespace bot::networks

#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "bot/networks/archive/archive.h"
#include "bot/networks/bluesky/bluesky.h"
#include "bot/networks/feeds/feeds.h"
#include "bot/networks/hackernews/hackernews.h"
#include "bot/networks/lemmy/lemmy.h"
#include "bot/networks/mastodon/mastodon.h"
#include "bot/networks/network.h"
#include "bot/networks/reddit/reddit.h"
#include "bot/networks/x/x.h"

namespace bot::networks {

/// What the operator switched on; absent is off.
struct Settings {
    std::optional<ArchiveSettings> archive{};
    std::optional<BlueskySettings> bluesky{};
    std::optional<HackerNewsSettings> hackernews{};
    std::optional<RssSettings> rss{};
    std::optional<RedditSettings> reddit{};
    std::optional<MastodonSettings> mastodon{};
    std::optional<LemmySettings> lemmy{};
    std::optional<XSettings> x{};
};

/// Every network that is on, in the order of this list's lines in networks.cpp. What costs is booked in
/// `store`; without one nothing that costs is asked for. `clock` and `store` outlive them.
std::vector<Network> connect(Settings const& settings, Clock const& clock, storage::Store* store = nullptr);

/// Null if it is not among them.
Network const* find(std::vector<Network> const& networks, std::string_view name);

}  // namespace bot::networks

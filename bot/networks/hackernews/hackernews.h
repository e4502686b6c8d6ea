#pragma once

#include "bot/base/clock.h"
#include "bot/networks/descriptor.h"

// Hacker News. Posts are found in Algolia's index (hn.algolia.com/api): stories, polls and comments, newest
// first, down to what was seen before, with ten minutes of overlap, because the index is late; the cursor
// remembers what the overlap gave. A post is looked at by the official API (github.com/HackerNews/API), which
// knows at once what was deleted. Answers are posted by hand.
namespace bot::networks {

/// Its section, and what the program adds. `search` and `items` are the two servers.
struct HackerNewsSettings : config::HackerNews, Caller {};

/// Asks nothing before the first call. A search() makes one request; where all is read, the watch queries say
/// what of it is handed out. Without a username there is no account; with one it tells the latest hundred
/// comments of that user, less what the index does not have yet. `clock` outlives it.
Network hackernews(HackerNewsSettings settings, Clock const& clock);

extern Descriptor const hackernews_network;

}  // namespace bot::networks

#pragma once

#include <string>

#include "bot/base/clock.h"
#include "bot/networks/descriptor.h"
#include "bot/networks/search/rotation.h"

// Feeds: RSS, Atom, JSON Feed (feed.h), each at an address of its own. An item is told once: what a feed has
// given is kept by its items' ids, in the cursor.
namespace bot::networks {

/// What is known of one feed. It has no pages: `not_before` is when it is due.
struct FeedWatermark : Watermark {
    bool read = false;           // at least once
    bool gone = false;           // for good: 410
    std::string etag, modified;  // as they were given, byte for byte; "" is none
    RecentIds recent;            // by the feed's own ids, until thirty days after they were last there

    void store(StoredFields& fields);
};

/// Where all feeds stand, by twelve characters of hex made of their addresses, which may be secret; for
/// cursor_text() and read_cursor(), which takes any text.
struct RssCursor {
    SearchRotation<FeedWatermark> feeds;

    void store(StoredFields& fields) { feeds.store(fields); }
};

/// Its section, and what the program adds.
struct RssSettings : config::Rss, Caller {};

/// Each feed is asked when it is due: by the greatest of our interval, its own (ttl, syndication module) and
/// max-age; never in its skipHours. A search() asks one; a feed that fails rests and is told as skipped while
/// others go on, and a NetworkError is thrown if none does. Nobody can be answered there. `clock` outlives
/// it.
Network rss(RssSettings settings, Clock const& clock);

extern Descriptor const rss_network;

}  // namespace bot::networks

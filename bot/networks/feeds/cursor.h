#pragma once

#include <string>
#include <string_view>

#include "bot/networks/search/rotation.h"

namespace bot::networks {

/// What is known of one feed. It has no pages: `not_before` is when it is due.
struct FeedWatermark : Watermark {
    bool read = false;           // at least once
    bool gone = false;           // for good: 410
    std::string etag, modified;  // as they were given, byte for byte; "" is none
    RecentIds recent;            // by the feed's own ids, until thirty days after they were last there

    void store(StoredFields& fields);
};

/// Where all feeds stand, by feed_name(); for cursor_text() and read_cursor(), which takes any text.
struct RssCursor {
    SearchRotation<FeedWatermark> feeds;

    void store(StoredFields& fields) { feeds.store(fields); }
};

/// Twelve characters of hex, made of its address, which may be secret.
std::string feed_name(std::string_view address);

}  // namespace bot::networks

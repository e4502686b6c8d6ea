#pragma once

#include <string>

#include "bot/networks/search/rotation.h"

namespace bot::networks {

/// How far a hashtag, a search or the mentions of a Mastodon instance were read. A hashtag is read upwards
/// with min_id, from `newest_id`; `next` is the max_id with which a pass downwards goes on, and `pages` are
/// those of the first back-fill. Ids are the instance's own.
struct MastodonWatermark : Watermark {
    std::string newest_id;   // the highest id read in order
    storage::Time reread{};  // when to look again for what arrived late
    storage::Time began{};   // when it was first read
    // Of a search, which is paged by offset: results passed so far; the highest id met, what that was when
    // the last pass ended, and what it was an hour ago.
    std::uint64_t offset = 0;
    std::string high, floor, pending;

    void store(StoredFields& fields);
};

/// How far a Mastodon instance was read; for cursor_text() and read_cursor(). At most so many posts are
/// remembered.
struct MastodonCursor {
    explicit MastodonCursor(std::size_t most_remembered) : recent(RecentIds::Form::latest, most_remembered) {}

    SearchRotation<MastodonWatermark> sources;  // by name, e.g. "tag:support"
    std::string instance;  // whose ids these are; "" in a cursor that was kept before this was written
    RecentIds recent;

    void store(StoredFields& fields);
};

}  // namespace bot::networks

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "bot/networks/search/recent.h"

namespace bot::networks {

/// How far a Mastodon instance was read: a place for each hashtag, search and list that is listened to.
struct MastodonCursor {
    struct Place {
        std::string newest;       // the highest id read in order; ids are the instance's own
        std::uint64_t turn = 0;   // the last turn in which it was read to its end
        std::int64_t reread = 0;  // when to look again for what arrived late; milliseconds since 1970
        std::int64_t until = 0;   // not before that moment: refused, or a stream stands in for it
        std::string older_than;   // a re-reading goes on below this id
        std::int64_t began = 0;   // when it was first read
        std::uint64_t back = 0;   // pages of the first back-fill read so far; 0 if none is under way
        // Of a search: it goes on behind so many results; the highest id met, what that was when the last
        // reading ended, and what it was an hour ago.
        std::uint64_t offset = 0;
        std::string high, floor, pending;
    };
    std::map<std::string, Place> places;  // by name, e.g. "tag:support"
    std::uint64_t turn = 0;
    std::string last;      // the place that was asked last
    std::string instance;  // whose ids these are; "" in a cursor that was kept before this was written
    Recent seen{};

    std::string text() const;
    /// Empty if the text is not one that text() made. "" is a cursor at the very start. At most `most` posts
    /// are remembered.
    static std::optional<MastodonCursor> from(std::string_view text, std::size_t most);
};

}  // namespace bot::networks

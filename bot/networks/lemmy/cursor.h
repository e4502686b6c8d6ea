#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "bot/networks/search/recent.h"

namespace bot::networks {

/// How far a Lemmy instance was read: a place for each search and list.
struct LemmyCursor {
    struct Place {
        bool known = false;       // was read to its end before; until then older posts are only remembered
        std::uint64_t page = 1;   // the next one
        std::int64_t floor = 0;   // as far back as pages are read; milliseconds since 1970, 0 if never asked
        std::int64_t top = 0;     // the newest post of this reading, the next one's floor
        std::uint64_t turn = 0;   // the last turn in which it was read to its end
        std::int64_t until = 0;   // refused: not before that moment; milliseconds since 1970
        std::int64_t deeper = 0;  // when to read one page more than needed, for what arrived late
    };
    std::map<std::string, Place> places;  // by name, e.g. "comments:great support"
    std::uint64_t turn = 0;
    std::string last;  // the place that was asked last
    Recent met{};

    std::string text() const;
    /// Empty if the text is not one that text() made. "" is a cursor at the very start. At most `most` posts
    /// are remembered.
    static std::optional<LemmyCursor> from(std::string_view text, std::size_t most);
};

}  // namespace bot::networks

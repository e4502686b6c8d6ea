#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "bot/networks/search/recent.h"
#include "storage/types.h"

namespace bot::networks {

/// How far X was read: a place for each search, and one for the mentions.
struct XCursor {
    struct Place {
        storage::Time start{};    // nothing older is ever asked for
        std::string since_id;     // the newest post of the last round; "" before there was one
        storage::Time reached{};  // when the last round began that was read to its end
        std::uint64_t round = 0;  // and its number
        // Of the round under way:
        std::string next, newest;  // where its next page begins; the newest post of its first page
        storage::Time begun{};
        int pages = 0;
        bool again = false;  // it was begun anew, as its next page was refused
    };
    std::map<std::string, Place> places;  // by search
    std::uint64_t round = 1;
    Recent seen{most};

    static constexpr std::size_t most = 800;
    std::string text() const;
    /// Empty if the text is not one that text() made.
    static std::optional<XCursor> from(std::string_view text);
};

}  // namespace bot::networks

#pragma once

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "bot/networks/network.h"

namespace bot::networks {

/// What a feed says: RSS 0.9x to 2.0 and 1.0, Atom 1.0, JSON Feed.
struct Feed {
    /// In the feed's order. The native id is the feed's own word for the item, which other feeds may use too.
    std::vector<FoundPost> posts;
    std::vector<std::string> gone;  // tombstones, by the same ids
    /// How often the feed wants to be asked at most.
    std::optional<std::chrono::minutes> every;
    std::set<int> skip_hours;  // 0 to 23, UTC
};

/// Reads a feed, whatever it was announced as: what it is, is told by its first bytes. `charset` is what HTTP
/// said ("" for nothing), `address` where it came from. Empty, with `why` set, if it is no feed or not whole.
/// Takes any bytes.
std::optional<Feed> read_feed(std::string_view bytes, std::string_view charset, std::string_view address,
                              std::string& why);

/// The same for RSS and Atom alone, whose text is UTF-8 already. Private to reading feeds.
std::optional<Feed> read_xml_feed(std::string_view text, std::string_view address, std::string& why);

}  // namespace bot::networks

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

// Private to reading feeds: bytes, texts and addresses as feeds bring them.

/// read_feed() for RSS and Atom alone, whose text is UTF-8 already.
std::optional<Feed> read_xml_feed(std::string_view text, std::string_view address, std::string& why);

/// In UTF-8, whatever it was in: by a byte order mark, else UTF-8 if it is that, else by `charset` or by what
/// an XML declaration says, else Windows-1252.
std::string to_utf8(std::string_view bytes, std::string_view charset);

/// Sound UTF-8 without control characters, but for line ends, and without blanks around; "" is absent.
std::optional<std::string> clean(std::string_view text);

/// The words of escaped HTML; what was escaped twice is decoded twice. At most 20,000 bytes.
std::optional<std::string> words_of_html(std::string_view html);
/// Title and body as one text; absent if both are. A body that begins with the title stands alone.
std::optional<std::string> title_and_body(std::optional<std::string> const& title,
                                          std::optional<std::string> const& body);

/// An address of the web, made whole by `base` where it is relative. Empty if it is none.
std::optional<std::string> web_address(std::string_view text, std::string_view base);

}  // namespace bot::networks

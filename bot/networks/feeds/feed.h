#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "bot/networks/network.h"

namespace bot::networks {

/// What a feed says: RSS 0.9x to 2.0 and 1.0, Atom 0.3 and 1.0, JSON Feed.
struct Feed {
    /// In the feed's order. The native id is the feed's own word for the item, which other feeds may use too,
    /// and items of this one as well; a number or a word that says nothing ("0", "null", the feed's own
    /// address) is none.
    std::vector<FoundPost> posts;
    std::vector<std::string> gone;  // tombstones, by the same ids
    /// How often the feed wants to be asked at most.
    std::optional<std::chrono::minutes> every;
    std::set<int> skip_hours;     // 0 to 23, UTC
    bool more_than_read = false;  // it has more items than are read of one
    /// How the first time that could not be read looks: "99/99/9999 a.a.", every digit and every letter
    /// alike.
    std::string unread_time;
};

/// Reads a feed, whatever it was announced as: what it is, is told by its first bytes. `charset` is what HTTP
/// said ("" for nothing), `address` where it came from. Empty, with `why` set, if it is no feed or not whole.
/// Takes any bytes.
std::optional<Feed> read_feed(std::string_view bytes, std::string_view charset, std::string_view address,
                              std::string& why);

// Private to reading feeds: bytes, texts and addresses as feeds bring them.

/// read_feed() for RSS and Atom alone, whose text is UTF-8 already.
std::optional<Feed> read_xml_feed(std::string_view text, std::string_view address, std::string& why);

constexpr std::size_t most_feed_posts = 2000;

/// In UTF-8, without NUL and other control characters but blanks and line ends, whatever it was in. A byte
/// order mark decides; else UTF-16 is known by its first bytes; else what is UTF-8, but for a letter or two,
/// is that, whatever is claimed; else `charset` (HTTP's) or what an XML declaration says, by the labels of
/// https://encoding.spec.whatwg.org, so that "gb2312" and "iso-8859-1" mean what browsers take them for;
/// else Windows-1252. JSON is UTF-8 unless HTTP says otherwise and it is not. What cannot be read is U+FFFD.
std::string to_utf8(std::string_view bytes, std::string_view charset);

/// What a numeric reference in markup means, as browsers read it: 128 to 159 are Windows-1252's. U+FFFD of a
/// surrogate and of what is no code point; "" of a control character.
std::string character_of(std::uint32_t number);

/// Sound UTF-8 without control characters, but for line ends, and without blanks around; "" is absent.
std::optional<std::string> clean(std::string_view text);

/// The words of HTML, at most 20,000 bytes. `perhaps_twice`: what is tags once more when it was decoded was
/// escaped twice, and is decoded twice.
std::optional<std::string> words_of_html(std::string_view html, bool perhaps_twice);
/// Title and body as one text; absent if both are. A body that begins with the title stands alone.
std::optional<std::string> title_and_body(std::optional<std::string> const& title,
                                          std::optional<std::string> const& body);

/// An address of the web, made whole by `base` where it is relative, blanks encoded. Empty if it is none.
std::optional<std::string> web_address(std::string_view text, std::string_view base);
/// The name in what a feed says of an author: "otter@kites.example (Mira)", "Mira <otter@kites.example>". A
/// mail address is nothing to keep. Empty if there is nothing else.
std::optional<std::string> author_in(std::string_view author);
/// The item's id: the first of these words that names it, shortened if it is too long; by what it says if
/// none does. `feed` has the addresses of the feed itself, which name no item.
std::string item_id(std::vector<std::optional<std::string>> const& words, std::string_view text,
                    std::vector<std::string> const& feed);
/// Takes the first of these times that can be read. One that is there, and none can be, is noted in the feed
/// too.
void take_time(std::vector<std::optional<std::string>> const& times, FoundPost& post, Feed& feed);

}  // namespace bot::networks

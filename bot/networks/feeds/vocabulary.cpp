#include "bot/networks/feeds/markup.h"

#include <array>
#include <utility>

#include "bot/base/strings.h"

namespace bot::networks::markup {
namespace {

/// In small letters, without scheme and without what ends it.
std::string meant(std::string_view address) {
    auto small = lower_ascii(trimmed(address));
    if (auto const scheme = small.find("://"); scheme != small.npos) small.erase(0, scheme + 3);
    return std::string(trimmed(small, "/#"));
}

/// By how an address begins.
constexpr std::array<std::pair<std::string_view, Space>, 20> addresses{{
    {"purl.org/atompub/tombstones", Space::tombstones},
    {"purl.org/syndication/thread", Space::threads},
    {"purl.org/rss/1.0/modules/content", Space::content},
    {"purl.org/rss/1.0/modules/syndication", Space::pace},
    {"purl.org/rss/1.0/modules", Space::other},
    {"purl.org/dc/", Space::dublin_core},
    {"search.yahoo.com/mrss", Space::media},
    {"video.search.yahoo.com/mrss", Space::media},
    {"www.itunes.com/", Space::itunes},
    {"itunes.apple.com/", Space::itunes},
    {"www.w3.org/1999/xhtml", Space::xhtml},
    {"www.w3.org/1999/02/22-rdf-syntax-ns", Space::rdf},
    {"www.w3.org/2005/atom", Space::atom},
    {"purl.org/atom/", Space::atom},
    {"purl.org/rss/", Space::rss},
    {"backend.userland.com/", Space::rss},
    {"my.netscape.com/", Space::rss},
    {"channel.netscape.com/", Space::rss},
    {"cyber.harvard.edu/", Space::rss},
    {"blogs.law.harvard.edu/", Space::rss},
}};

constexpr std::array<std::pair<std::string_view, Space>, 17> prefixes{{
    {"content", Space::content},
    {"dc", Space::dublin_core},
    {"dcterms", Space::dublin_core},
    {"dct", Space::dublin_core},
    {"media", Space::media},
    {"itunes", Space::itunes},
    {"sy", Space::pace},
    {"syn", Space::pace},
    {"thr", Space::threads},
    {"at", Space::tombstones},
    {"atom", Space::atom},
    {"atom10", Space::atom},
    {"a10", Space::atom},
    {"rss", Space::rss},
    {"rdf", Space::rdf},
    {"xhtml", Space::xhtml},
    {"xh", Space::xhtml},
}};

Space by_address(std::string_view address) {
    auto const small = meant(address);
    for (auto const& [beginning, space] : addresses)
        if (small.starts_with(beginning)) return space;
    return Space::other;
}

}  // namespace

Space space_of(std::string_view prefix, std::string const* address, std::string_view root) {
    auto space = address != nullptr ? by_address(*address) : Space::other;
    if (space == Space::other)
        for (auto const& [usual, meaning] : prefixes)
            if (usual == prefix) space = meaning;
    auto const own = root == "feed" ? Space::atom : Space::rss;
    if (space == own || (space == Space::other && prefix.empty())) return Space::own;
    return space;
}

bool is_atom(std::string_view address) {
    return by_address(address) == Space::atom || meant(address).find("atom") != std::string::npos;
}

}  // namespace bot::networks::markup

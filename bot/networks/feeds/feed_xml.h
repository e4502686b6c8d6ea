#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "bot/networks/feeds/feed.h"

namespace bot::networks {

/// RSS and Atom, in UTF-8. Private to reading feeds.
std::optional<Feed> read_xml_feed(std::string_view text, std::string_view address, std::string& why);

}  // namespace bot::networks

#pragma once

#include <string_view>

#include "bot/publish/board.h"
#include "bot/publish/formatter.h"

namespace bot::publish {

/// What feed.xml shows: published stories, the newest first, and the news of the season. Every id and time
/// follows from the stored data, so that the same data gives the same bytes.
pages::View feed(Formatter const& format, Board const& all, Phase phase,
                 std::vector<storage::Story> const& shown, std::string_view public_url);

}  // namespace bot::publish

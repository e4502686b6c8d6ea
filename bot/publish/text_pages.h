#pragma once

#include "bot/publish/say.h"

namespace bot::publish {

/// What how.html shows: the formula with the figures it really runs with.
pages::View how_page(Say const& say, storage::Season const& season);
/// What why_we_wrote.html shows.
pages::View why_page(Say const& say);

}  // namespace bot::publish

#pragma once

#include "bot/publish/formatter.h"

namespace bot::publish {

/// What how.html shows: the formula with the figures it really runs with.
pages::View how_page(Formatter const& format, award::Season const& season);
/// What why_we_wrote.html shows.
pages::View why_page(Formatter const& format);

}  // namespace bot::publish

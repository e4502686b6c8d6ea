#pragma once

#include <vector>

#include "bot/networks/compose.h"
#include "bot/text/code_points.h"

namespace bot::networks {

/// What Bluesky's own application would mark in a text (a record without facets shows plain words): links
/// with scheme and bare domains, @handles, #tags. More careful than it with what ends a link.
std::vector<Facet> bluesky_facets(text::CodePoints const& text);

}  // namespace bot::networks

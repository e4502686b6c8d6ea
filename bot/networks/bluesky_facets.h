#pragma once

#include <vector>

#include "bot/networks/code_points.h"
#include "bot/networks/compose.h"

namespace bot::networks {

/// What Bluesky's own application would mark in a text (a record without facets shows plain words): links
/// with scheme and bare domains, @handles, #tags. More careful than it with what ends a link.
std::vector<Facet> bluesky_facets(CodePoints const& text);

}  // namespace bot::networks

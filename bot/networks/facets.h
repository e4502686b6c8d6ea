#pragma once

#include "bot/networks/compose.h"
#include "bot/text/code_points.h"
#include "bot/text/links.h"

namespace bot::networks {

/// The facet of a place in the text.
Facet facet(Facet::Kind kind, text::CodePoints const& text, text::Span place, std::string value);
/// Every link; https:// is put in front of one without scheme.
std::vector<Facet> link_facets(text::CodePoints const& text, std::vector<text::Link> const& links);
/// Sorted; of two that overlap the one that begins first stays, and of those the longer one.
std::vector<Facet> in_order(std::vector<Facet> facets);
/// Neither empty, nor only blanks, nor anything else than UTF-8; within the limit, if there is one.
bool acceptable(text::CodePoints const& text, Counted const& counted);

}  // namespace bot::networks

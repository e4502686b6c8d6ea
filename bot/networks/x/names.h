#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bot/text/code_points.h"

namespace bot::networks {

/// @names and #tags as X makes links of them, with their sign. A list ("@name/list") is no mention.
std::vector<text::Span> x_mentions(std::u32string_view text);
std::vector<text::Span> x_tags(std::u32string_view text);

/// What stands there behind its sign.
std::string name_in(std::u32string_view text, text::Span place);

}  // namespace bot::networks

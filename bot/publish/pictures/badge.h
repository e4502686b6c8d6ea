#pragma once

#include <string>

#include "bot/publish/pictures/honour.h"
#include "bot/publish/pictures/look.h"

namespace bot::publish::pictures {

/// For a footer, beside a paragraph, on a page of its own.
enum class BadgeSize { small, medium, large };

/// What a recognised company puts on its own pages: an SVG without script, reference or font from elsewhere,
/// the same bytes for the same honour. A name of any length and script fits; the text alternative has it in
/// full. Pure.
std::string badge(pages::Words const& words, Honour const& honour, BadgeSize size, Look look);

/// How large that is, in pixels.
struct Extent {
    int width = 0, height = 0;
};
Extent extent_of(BadgeSize size);
/// "small", "medium", "large"; "light", "dark"
std::string_view name_of(BadgeSize size);
std::string_view name_of(Look look);

}  // namespace bot::publish::pictures

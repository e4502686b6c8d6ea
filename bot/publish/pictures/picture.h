#pragma once

#include <string>
#include <string_view>

#include "bot/publish/pictures/lettering.h"

namespace bot::publish::pictures {

/// A text in its room.
struct Block {
    Room room;
    Face face = Face::text;
    std::string_view colour;
    Anchor anchor = Anchor::start;
};
/// What `y` is: the top of the first line's capitals, half the height, the last line's baseline.
enum class Hang { top, middle, bottom };
struct Placed {
    std::string svg;
    double top = 0, bottom = 0;  // of the first line's capitals; the last baseline
};
/// Nothing is drawn of an empty text.
Placed placed(std::string_view text, Block const& block, double x, double y, Hang hang = Hang::top);

/// The whole SVG: `inside` in a frame of so many pixels, with the text alternative.
struct Alternative {
    std::string title, description, language;
};
std::string picture(int width, int height, Alternative const& alternative, std::string const& inside);

}  // namespace bot::publish::pictures

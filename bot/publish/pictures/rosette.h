#pragma once

#include <string>

#include "bot/publish/pictures/honour.h"
#include "bot/publish/pictures/look.h"

namespace bot::publish::pictures {

/// Our ornament: a pleated ribbon with two tails, and in its middle what it is for: the place of a winner, a
/// tick for outstanding, a heart for thanked.
struct Rosette {
    double x = 0, y = 0, radius = 0;  // of the pleats
    int pleats = 36;                  // even
    double tails = 1.7;               // how far they hang below the middle, in radii
};
/// The ribbon as SVG, its middle empty.
std::string ribbon(Rosette const& rosette, Palette const& colours);
/// How much of the radius the empty middle has.
inline constexpr double middle_of_rosette = 0.7;
/// What the honour is for, as a sign so high, with its middle there.
std::string emblem(Honour const& honour, double x, double y, double height, std::string_view colour);

}  // namespace bot::publish::pictures

#pragma once

#include <string>
#include <string_view>

#include "bot/publish/pictures/sheet.h"

// What the child process of Painter does: librsvg, cairo and pango stay behind this door. The same input
// gives the same bytes, as long as the machine has the same fonts.
namespace bot::publish::pictures {

/// Takes away from this process, for good, what drawing does not need: time and memory without end, the
/// network, starting programs. Call it before a byte of the picture is read.
void confine();

/// A PNG as large as the SVG says it is. Throws std::runtime_error for what is no SVG, or larger than 4096
/// pixels on a side. Nothing outside the SVG is read but fonts.
std::string png_of(std::string_view svg);

/// A PDF of one page, with its fonts inside. Throws std::runtime_error.
std::string pdf_of(Sheet const& sheet);

}  // namespace bot::publish::pictures

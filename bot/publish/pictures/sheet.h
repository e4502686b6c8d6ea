#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bot/publish/pictures/lettering.h"
#include "storage/types.h"

namespace bot::publish::pictures {

/// Words on a page that is printed; they stay words, to be searched and read aloud.
struct SheetText {
    std::string words;  // a line as one_line(); wrapped into the room
    Face face = Face::text;
    std::string colour;  // "#rrggbb"
    Room room;           // in points
    Anchor anchor = Anchor::middle;
    double x = 0, y = 0;  // of the room's left end, middle or right end; of half its height
    bool heading = false;
    std::string link;  // an address, or empty
};

/// A page to print, in points (1/72 inch): a picture with words on it.
struct Sheet {
    std::string title, author, language;
    storage::Time day{};                     // stands in the file as when it was made
    double width = 841.89, height = 595.28;  // A4 across
    std::string picture;                     // an SVG of that size, without words
    std::vector<SheetText> texts;            // in the order they are read
};

/// As it goes to the process that draws: JSON. sheet_of() throws std::runtime_error for what is none.
std::string to_json(Sheet const& sheet);
Sheet sheet_of(std::string_view json);

}  // namespace bot::publish::pictures

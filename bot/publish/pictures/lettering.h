#pragma once

#include <string>
#include <string_view>
#include <vector>

// Our own letters: the fonts are built into the program and drawn as outlines, so that a picture looks the
// same wherever it is embedded, and its words are measured and not guessed. Signs that the fonts lack (they
// have the Latin script) are left to the fonts of who looks at it. Lines are one_line(); sizes are pixels an
// em. Any thread.
namespace bot::publish::pictures {

enum class Face { headline, text };

/// The font's file (TrueType); lives as long as the program.
std::string_view font_file(Face face);
/// The name of its family inside that file.
std::string font_family(Face face);

/// How wide a line is, in em: exact for our letters, an upper estimate for others.
double width_of(std::string_view line, Face face);

/// The room for a text.
struct Room {
    double width = 0, height = 0;  // one line always fits the height
    double size = 0;               // of the letters, if that fits
    double least = 0;              // they are never made smaller: what does not fit then ends in "…"
    double leading = 1.2;          // from line to line, in em
};
struct Fitted {
    double size = 0;
    std::vector<std::string> lines;
};
/// The largest letters with which the text fits; lines of about the same length, broken where its script
/// allows it, inside a word only if the word alone is too long. No line of an empty text.
Fitted fitted(std::string_view text, Face face, Room const& room);

struct Type {
    Face face = Face::text;
    double size = 0;
    std::string_view colour;
    double spacing = 0;  // between letters of ours, in em
};
enum class Anchor { start, middle, end };

/// A line as SVG, its baseline at `y`. The words stand in the group's aria-label.
std::string drawn(std::string_view line, Type const& type, Anchor anchor, double x, double y);

/// A circle's arc that words are written on, centred at its top or its bottom; readable from outside.
struct Arc {
    double x = 0, y = 0, radius = 0;
    bool bottom = false;
};
/// Empty if the fonts lack a sign of it.
std::string drawn_on(Arc const& arc, std::string_view line, Type const& type);

}  // namespace bot::publish::pictures

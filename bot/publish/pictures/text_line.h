#pragma once

#include <string>
#include <string_view>
#include <vector>

// What pictures have to know of a text in any script, by ICU. UTF-8 in and out; any thread.
namespace bot::publish::pictures {

/// The text as one line that may stand in XML and beside other words: without control characters, line ends,
/// marks that turn the direction of writing, and more than four marks on a letter; what is no UTF-8 becomes
/// U+FFFD.
std::string one_line(std::string_view text);
/// For XML, in text and between quotes: no < > & " ' remains.
std::string escaped(std::string_view text);
/// In capitals, as the language writes them.
std::string capitals(std::string_view text, std::string_view language);
/// True if its first letter is of a script that is written from the right.
bool from_the_right(std::string_view line);

/// What a person sees as one character.
std::vector<std::string> graphemes(std::string_view line);
/// The pieces between which a line may end, in order; spaces and a dot between facts ("·") stay at the end of
/// a piece.
std::vector<std::string> pieces(std::string_view line);

/// An upper estimate of how wide a font that we do not know draws it, in em.
double estimated_width(std::string_view grapheme);
/// An emoji or a character of East Asia: as wide in nearly every font.
bool is_square(std::string_view grapheme);

}  // namespace bot::publish::pictures

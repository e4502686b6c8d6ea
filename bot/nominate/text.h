#pragma once

#include <string>
#include <string_view>

// What people typed, in UTF-8, made fit to keep and to show.
namespace bot::nominate {

/// Characters as people count them (grapheme clusters).
std::size_t length(std::string_view text);
bool has_letters(std::string_view text);  // or digits
/// One line: composed (NFC), control and invisible characters out, runs of blanks as one blank.
std::string tidy_line(std::string_view text);
/// Several lines: the same, with at most one empty line between two.
std::string tidy_story(std::string_view text);

}  // namespace bot::nominate

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bot::text {

/// A text as code points, and where each begins in the UTF-8 it came from.
struct CodePoints {
    explicit CodePoints(std::string_view utf8);
    std::u32string text;             // what is not UTF-8 is U+FFFD
    std::vector<std::size_t> bytes;  // one more than code points: the last is where the text ends
    bool sound = true;               // it was UTF-8 throughout
};

/// From one code point to another, end exclusive.
struct Span {
    std::size_t begin = 0, end = 0;
};

/// How many code points a sound text has.
std::size_t count_code_points(std::string_view utf8);
std::string utf8(std::u32string_view text);
/// Unicode's composed form.
std::u32string nfc(std::u32string_view text);
/// Extended grapheme clusters: what a reader takes for one character. Consonants of Indic scripts that are
/// written as one are counted each (without rule GB9c of Unicode 15.1), as servers that count do not know
/// that rule yet, and none counts more.
std::size_t graphemes(std::u32string_view text);
/// True if there is nothing but white space.
bool blank(std::u32string_view text);

bool ascii_letter(char32_t c);
bool ascii_digit(char32_t c);
bool ascii_letter_or_digit(char32_t c);
/// Unicode's White_Space.
bool white_space(char32_t c);
/// Letters and marks of any script.
bool letter_or_mark(char32_t c);
/// General category P.
bool punctuation(char32_t c);
/// Only ASCII is changed.
std::u32string lower_ascii(std::u32string_view text);

/// How many code points the emoji that begins there has: one, or a sequence with joiners, skin tones, a
/// keycap, the two letters of a flag (Unicode's RGI_Emoji, UTS #51); 0 if there is none. The sign that asks
/// for the coloured form (U+FE0F) may be left out where a sequence has it.
std::size_t emoji_at(std::u32string_view text, std::size_t at);

}  // namespace bot::text

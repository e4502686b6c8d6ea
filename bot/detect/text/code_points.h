#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

// What Unicode says of a character, asked of ICU and remembered; and UTF-8 one code point at a time. Any
// thread.
namespace bot::detect {

/// What a character is to the tokenizer.
enum class CharClass : std::uint8_t {
    letter,       // carries on a word; digits and combining marks too
    unspaced,     // of writing without spaces (Han, kana, Thai …): a token by itself
    emoji,        // Extended_Pictographic, and the letters that flags are made of
    space,        // White_Space
    punctuation,  // all the rest
    ignored       // skin tones: the emoji before them is the same with and without
};

/// What Unicode's tables say of a code point. As small as it can be, for a table of them is kept.
struct CodePoint {
    char32_t point = 0;
    CharClass char_class = CharClass::ignored;
    bool upper = false;  // a capital letter
    bool joins = false;  // a mark that folds together with the letter before it
    bool fits = false;   // whether `folded` has room for it
    std::uint8_t length = 0;
    std::array<char, 11> folded{};  // the first `length` bytes: NFKC and case folded, UTF-8

    /// Only where it fits.
    std::string_view folded_text() const { return {folded.data(), length}; }
};

/// Of a code point beyond ASCII. Each thread remembers 1,024 of them, because people use few and ICU takes
/// its time. Valid until the thread asks for the next. Throws std::runtime_error as fold() does.
CodePoint const& code_point(char32_t point);

/// NFKC and case folded (ICU's nfkc_cf), as UTF-8: a letter with its marks becomes one character. Empty for
/// what is invisible, and for what ICU cannot fold. Throws std::runtime_error if ICU has no such tables.
std::string fold(std::u32string_view letter_and_marks);

/// The code point that begins at byte `at`, which is moved behind it; `at` must be less than the size. A
/// maximal piece of invalid UTF-8 reads as one U+FFFD, so this always moves on.
char32_t next_code_point(std::string_view words, std::size_t& at);

/// Puts the code point behind `text` as UTF-8. It must be one that Unicode has; surrogates are not checked
/// for.
void append_utf8(std::string& text, char32_t code_point);

}  // namespace bot::detect

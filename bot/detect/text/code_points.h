#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace bot::detect {

/// What a character is to a reader of words.
enum class Sort : std::uint8_t { letter, single, emoji, space, mark, nothing };

/// What Unicode's tables say of a code point.
struct CodePoint {
    char32_t point = 0;
    Sort sort = Sort::nothing;
    bool upper = false;  // a capital letter
    bool joins = false;  // a mark that folds together with the letter before it
    bool fits = false;   // whether `folded` has room for it
    std::uint8_t length = 0;
    std::array<char, 11> folded{};  // NFKC and case folded, UTF-8

    std::string_view folded_text() const { return {folded.data(), length}; }
};

/// Of a code point beyond ASCII. Asked of ICU once and remembered, because people use few. Valid until the
/// thread asks for the next.
CodePoint const& code_point(char32_t point);

/// NFKC and case folded, UTF-8: a letter with its marks becomes one. Empty for what is invisible.
std::string fold(std::u32string_view letter_and_marks);

/// Whether it is a mark that may fold together with what stands before it.
bool joins_the_letter_before(char32_t point);

/// The code point at `at`, which is moved behind it. A maximal piece of invalid UTF-8 reads as one U+FFFD.
char32_t next_code_point(std::string_view words, std::size_t& at);

void append_utf8(std::string& text, char32_t code_point);

}  // namespace bot::detect

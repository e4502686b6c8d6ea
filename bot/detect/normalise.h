#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bot::detect {

/// A post made comparable: NFKC and case folded, invisible characters gone, HTML entities read, invalid UTF-8
/// replaced by U+FFFD. Everything can be traced back to the post as it was written.
struct Normalised {
    std::string text;  // UTF-8
    /// For each byte of `text`, the code points [start, end) of the original it came from.
    std::vector<std::uint32_t> start, end;
    /// For each code point of the original, and one past the last, the byte where it begins.
    std::vector<std::uint32_t> byte_of;

    std::uint32_t length() const { return static_cast<std::uint32_t>(byte_of.size() - 1); }
};

/// `out` is overwritten; its memory is used again.
void normalise(std::string_view words, Normalised& out);

/// The same folding for a name to compare with, without the way back.
std::string folded(std::string_view words);

/// The code point at `at`, which is moved behind it. A maximal piece of invalid UTF-8 reads as one U+FFFD.
char32_t next_code_point(std::string_view words, std::size_t& at);

void append_utf8(std::string& text, char32_t code_point);

}  // namespace bot::detect

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bot/detect/text/code_points.h"

namespace bot::detect {

/// A post made comparable, the first step of reading it: NFKC and case folded, invisible characters gone,
/// HTML entities read, invalid UTF-8 replaced by U+FFFD. Everything can be traced back to the post as it was
/// written.
class Normalised {
public:
    std::string text;  // UTF-8, in small letters

    /// The code points [start, end) of the original that a byte of `text` came from.
    std::uint32_t start(std::size_t byte) const {
        return plain_ ? static_cast<std::uint32_t>(byte) : start_[byte];
    }
    std::uint32_t end(std::size_t byte) const {
        return plain_ ? static_cast<std::uint32_t>(byte) + 1 : end_[byte];
    }
    /// Where a code point of the original begins in it; the one past the last is its size.
    std::size_t byte_of(std::size_t point) const { return plain_ ? point : byte_of_[point]; }
    /// Code points of the original.
    std::uint32_t length() const {
        return static_cast<std::uint32_t>(plain_ ? text.size() : byte_of_.size() - 1);
    }
    /// Each byte of the original is a character, and became the byte of `text` at the same place.
    bool plain() const { return plain_; }

private:
    friend class Normaliser;
    friend void normalise(std::string_view words, Normalised& out);

    bool plain_ = true;
    std::vector<std::uint32_t> start_, end_;  // for each byte of `text`
    std::vector<std::uint32_t> byte_of_;      // for each code point of the original, and one past the last
};

/// `words` is UTF-8, valid or not. `out` is overwritten; its memory is used again. ASCII without an entity,
/// as most posts are, takes a short way without ICU. Any thread.
void normalise(std::string_view words, Normalised& out);

/// The same folding without the way back: for a name to compare with.
std::string folded(std::string_view words);

}  // namespace bot::detect

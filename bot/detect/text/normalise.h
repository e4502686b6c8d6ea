#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bot/detect/text/code_points.h"

// The first step of reading a post: one spelling for all that people see as the same. Any thread.
namespace bot::detect {

/// A post made comparable, the first step of reading it: NFKC and case folded, invisible characters gone,
/// HTML entities read, invalid UTF-8 replaced by U+FFFD. Everything can be traced back to the post as it was
/// written.
class Normalised {
public:
    /// UTF-8, in small letters; typographic quotes and dashes are plain ones.
    std::string text;

    /// The code points [start, end) of the original that a byte of `text` came from. Several bytes may have
    /// come from the same ones: those of a letter that is not ASCII, or what a ligature is folded to.
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
    /// Each byte of the original is a character, and became the byte of `text` at the same place: it is ASCII
    /// without an "&", as most posts are.
    bool plain() const { return plain_; }

private:
    friend class Normaliser;
    friend void normalise(std::string_view words, Normalised& out);

    bool plain_ = true;
    std::vector<std::uint32_t> start_, end_;  // for each byte of `text`
    /// For each code point of the original, and one past the last.
    std::vector<std::uint32_t> byte_of_;
};

/// `words` is UTF-8, valid or not; a maximal piece that is not reads as one U+FFFD. `out` is overwritten; its
/// memory is used again. What is plain takes a short way without ICU. Of a letter with more than 16 marks the
/// marks beyond fold by themselves. Throws std::runtime_error if ICU has no tables to fold by.
void normalise(std::string_view words, Normalised& out);

/// The same folding without the way back: for a name to compare with. Only case, forms, entities and
/// invisible characters are alike then; blanks, accents and punctuation count.
std::string folded(std::string_view words);

}  // namespace bot::detect

#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "bot/detect/text/hash.h"

// The first look at a post: most of what people write goes no further. Any thread.
namespace bot::detect {

/// Finds many short literals in a text at once, ASCII capitals and small letters being alike. Any four bytes
/// in a row are looked up in a table that fits the fastest memory; few places survive that and are compared.
/// Any thread.
class LiteralMatcher {
public:
    static constexpr std::size_t shortest = 4;  // bytes of a literal

    /// What is looked for, as UTF-8.
    struct Literal {
        std::string bytes;  // in small letters
        unsigned id = 0;
        /// It counts only with no letter before it nor behind it, unless it has a blank there itself.
        bool word = false;
    };
    /// Several may have the same id, or the same bytes. Throws std::logic_error if one is shorter than
    /// `shortest`.
    explicit LiteralMatcher(std::vector<Literal> literals);

    /// Tells `found` the id of each literal that is there, in no order and as often as it is, until it
    /// answers true; whether it did.
    template <class Found>
    bool search(std::string_view text, Found found) const {
        if (text.size() < shortest) return false;
        auto const places = text.size() - shortest + 1;
        std::size_t at = 0;
        for (; at + 5 <= places; at += 4) {
            auto const eight = bytes_at<std::uint64_t>(text, at) | 0x2020202020202020ULL;
            std::array const fours{static_cast<std::uint32_t>(eight), static_cast<std::uint32_t>(eight >> 8),
                                   static_cast<std::uint32_t>(eight >> 16),
                                   static_cast<std::uint32_t>(eight >> 24)};
            if ((seen(fours[0]) | seen(fours[1]) | seen(fours[2]) | seen(fours[3])) == 0) continue;
            for (std::size_t i = 0; i < fours.size(); ++i) {
                if (seen(fours[i]) != 0 && compare(text, at + i, fours[i], found)) return true;
            }
        }
        for (; at < places; ++at) {
            auto const four = bytes_at<std::uint32_t>(text, at) | 0x20202020U;
            if (seen(four) != 0 && compare(text, at, four, found)) return true;
        }
        return false;
    }

private:
    static constexpr unsigned bits = 15;
    struct Range {
        std::uint32_t first = 0, end = 0;  // of the literals
    };

    template <class Integer>
    static Integer bytes_at(std::string_view text, std::size_t at) {
        Integer bytes;
        std::memcpy(&bytes, text.data() + at, sizeof bytes);
        return bytes;
    }
    static std::uint32_t hash(std::uint32_t four) { return (four * 0x9e3779b1U) >> (32 - bits); }
    std::uint8_t seen(std::uint32_t four) const { return seen_[hash(four)]; }

    template <class Found>
    bool compare(std::string_view text, std::size_t at, std::uint32_t four, Found& found) const {
        auto const* range = ranges_.find(key(four));
        if (range == nullptr) return false;
        for (auto i = range->first; i < range->end; ++i) {
            if (stands_at(literals_[i], text, at) && found(literals_[i].id)) return true;
        }
        return false;
    }
    /// With a bit above the four bytes, because a HashTable holds no 0.
    static std::uint64_t key(std::uint32_t four) {
        return (std::uint64_t{1} << 32 | four) * 0x9e3779b97f4a7c15ULL >> 8;
    }
    static bool stands_at(Literal const& literal, std::string_view text, std::size_t at);

    std::vector<Literal> literals_;  // by their first four bytes
    /// Of these four bytes, by key().
    HashTable<Range> ranges_;
    /// 1 for the hash of every literal's first four bytes, and so for few others.
    std::array<std::uint8_t, std::size_t{1} << bits> seen_{};
};

/// Whether a post may praise, from its raw bytes and the word lists: it thanks; it has two different ideas of
/// which one is of people and what they did; or it acclaims and speaks to a handle. It keeps nearly all
/// praise and drops most of the rest: bot/detect/README.md has the figures.
class Prefilter {
public:
    /// From the word lists. Throws std::logic_error if they are broken.
    Prefilter();
    /// `words` is UTF-8, as written. False: a Detector calls it `other` without another look.
    bool passes(std::string_view words) const;

private:
    LiteralMatcher matcher_;
};

}  // namespace bot::detect

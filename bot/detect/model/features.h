#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <vector>

#include "bot/detect/text/document.h"
#include "bot/detect/text/hash.h"

namespace bot::detect {

/// What the model looks at. Each group is scaled by itself, so that a long post does not shout down a short
/// one.
enum class Group : std::uint8_t { words, letters, cues };
constexpr std::size_t group_count = 3;

/// A post longer than this is read no further; no network's posts are.
constexpr std::size_t most_tokens = 2000;

/// One thing seen in a post: its hash, and the tokens it was seen in.
struct Feature {
    std::uint32_t hash = 0;
    std::uint16_t first = 0;
    std::uint16_t last = 0;
};

/// How much each feature of a group counts that has so many.
float scale_of(std::size_t count);

/// All that was seen in a post. The same post always gives the same features in the same order.
struct Features {
    std::array<std::vector<Feature>, group_count> seen;

    std::vector<Feature>& of(Group group) { return seen[static_cast<std::size_t>(group)]; }
    std::vector<Feature> const& of(Group group) const { return seen[static_cast<std::size_t>(group)]; }
    /// How much each feature of the group counts.
    float scale(Group group) const { return scale_of(of(group).size()); }
};

/// Words in runs of one to three, letters in runs of two to five, and what the cues say together. `out` is
/// overwritten.
void look(Document const& document, Features& out);

/// The same without the letters, which are a word's own whatever stands around it.
void look_around_words(Document const& document, Features& out);
/// The tokens, by index, whose letters are looked at.
template <class Visit>
void each_spelled(std::vector<Token> const& tokens, Visit visit) {
    for (std::size_t i = 0; i < tokens.size() && i < most_tokens; ++i) {
        auto const kind = tokens[i].kind;
        if (kind == Token::Kind::word || kind == Token::Kind::hashtag) visit(i);
    }
}

constexpr std::size_t most_bytes_of_letters = 64, longest_run_of_letters = 5,
                      most_runs_of_letters = 254;  // 65 of two, 64 of three, 63 of four, 62 of five

/// Visits the hash of each run of two to five letters of a word, its two borders being letters too. A word
/// longer than 64 bytes is read no further.
template <class Visit>
void each_run_of_letters(std::string_view word, Visit visit) {
    word = word.substr(0, most_bytes_of_letters);
    std::array<char, most_bytes_of_letters + 2> bytes;
    bytes[0] = bytes[word.size() + 1] = ' ';
    std::copy(word.begin(), word.end(), bytes.begin() + 1);
    std::array<std::uint8_t, most_bytes_of_letters + 3> begin;  // of each letter, and one past the last
    std::size_t letters = 0;
    auto const size = word.size() + 2;
    for (std::size_t i = 0; i < size; ++i) {
        begin[letters] = static_cast<std::uint8_t>(i);
        letters += (static_cast<unsigned char>(bytes[i]) & 0xC0) != 0x80 ? 1 : 0;
    }
    begin[letters] = static_cast<std::uint8_t>(size);
    bool const plain = letters == size;  // a letter a byte
    auto const carry_on = [&](std::uint64_t hash, std::size_t letter) {
        if (plain) return hash_on(hash, static_cast<unsigned char>(bytes[letter]));
        for (auto i = begin[letter]; i < begin[letter + 1]; ++i)
            hash = hash_on(hash, static_cast<unsigned char>(bytes[i]));
        return hash;
    };
    for (std::size_t from = 0; from + 1 < letters; ++from) {
        auto hash = carry_on(hash_start, from);
        auto const most = std::min(letters - from, longest_run_of_letters);
        for (std::size_t length = 2; length <= most; ++length) {
            hash = carry_on(hash, from + length - 1);
            visit(mixed_hash(hash + length));
        }
    }
}

}  // namespace bot::detect

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

// Feature extraction: a document becomes hashes that a linear model has weights for (the hashing trick).

/// The kinds of features. Each group is scaled by itself, so that a long post does not outweigh a short one.
enum class Group : std::uint8_t {
    word_ngrams,  // runs of one to three words; handles, links and numbers count as their kind only
    char_ngrams,  // runs of two to five letters of a word, its borders included
    cues          // which cues are there, stand together, follow each other; how the post is written
};
constexpr std::size_t group_count = 3;

/// A post longer than this is read no further; no network's posts are.
constexpr std::size_t max_tokens = 2000;

/// One thing seen in a post: its hash, and the first and last of the tokens it was seen in, to say why later.
struct Feature {
    std::uint32_t hash = 0;
    std::uint16_t first = 0;
    std::uint16_t last = 0;
};

/// How much each feature of a group counts that has so many: one over the square root.
float scale_of(std::size_t count);

/// All that was seen in a post. The same post always gives the same features in the same order.
struct Features {
    std::array<std::vector<Feature>, group_count> groups;

    std::vector<Feature>& of(Group group) { return seen[static_cast<std::size_t>(group)]; }
    std::vector<Feature> const& of(Group group) const { return seen[static_cast<std::size_t>(group)]; }
    /// How much each feature of the group counts.
    float scale(Group group) const { return scale_of(of(group).size()); }
};

/// All groups, in the order that training used. `out` is overwritten; its memory is used again.
void extract_features(Document const& document, Features& out);

/// The same without char_ngrams, which are a word's own whatever stands around it: the Scorer remembers them.
void extract_context_features(Document const& document, Features& out);
/// Calls `visit` with the index of each token that has char_ngrams.
template <class Visit>
void each_word_token(std::vector<Token> const& tokens, Visit visit) {
    for (std::size_t i = 0; i < tokens.size() && i < max_tokens; ++i) {
        auto const kind = tokens[i].kind;
        if (kind == Token::Kind::word || kind == Token::Kind::hashtag) visit(i);
    }
}

constexpr std::size_t max_word_bytes = 64, longest_ngram = 5,
                      max_ngrams_per_word = 254;  // 65 of two, 64 of three, 63 of four, 62 of five

/// Calls `visit` with the hash of each run of two to five letters of a word (UTF-8), its two borders being
/// letters too. A word longer than 64 bytes is read no further.
template <class Visit>
void each_char_ngram(std::string_view word, Visit visit) {
    word = word.substr(0, max_word_bytes);
    std::array<char, max_word_bytes + 2> bytes;
    bytes[0] = bytes[word.size() + 1] = ' ';
    std::copy(word.begin(), word.end(), bytes.begin() + 1);
    std::array<std::uint8_t, max_word_bytes + 3> begin;  // of each letter, and one past the last
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
        auto const most = std::min(letters - from, longest_ngram);
        for (std::size_t length = 2; length <= most; ++length) {
            hash = carry_on(hash, from + length - 1);
            visit(mixed_hash(hash + length));
        }
    }
}

}  // namespace bot::detect

#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "bot/detect/text/document.h"

// Feature extraction: a document becomes hashes that a linear model has weights for (the hashing trick:
// Weinberger and others 2009). What is extracted here is what models were fitted to: every change needs a
// training. Any thread.
namespace bot::detect {

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

/// All that was seen in a post. The same post always gives the same features in the same order. A feature
/// that is there twice counts twice.
struct Features {
    std::array<std::vector<Feature>, group_count> groups;

    std::vector<Feature>& of(Group group) { return groups[static_cast<std::size_t>(group)]; }
    std::vector<Feature> const& of(Group group) const { return groups[static_cast<std::size_t>(group)]; }
    /// How much each feature of the group counts.
    float scale(Group group) const { return scale_of(of(group).size()); }
};

/// All groups, in the order that training used. `out` is overwritten; its memory is used again.
void extract_features(Document const& document, Features& out);

/// The same without char_ngrams, which are a word's own whatever stands around it: the Scorer remembers them.
/// Their group is emptied.
void extract_context_features(Document const& document, Features& out);

/// Calls `visit` with the index of each token that has char_ngrams: words and hashtags, up to max_tokens.
template <class Visit>
void each_word_token(std::vector<Token> const& tokens, Visit visit) {
    for (std::size_t i = 0; i < tokens.size() && i < max_tokens; ++i) {
        auto const kind = tokens[i].kind;
        if (kind == Token::Kind::word || kind == Token::Kind::hashtag) visit(i);
    }
}

/// What add_char_ngrams() appends for the longest word.
constexpr std::size_t max_ngrams_per_word = 254;  // 65 of two, 64 of three, 63 of four, 62 of five

/// Appends a feature, seen in token `at`, for each run of two to five letters of a word (UTF-8), its two
/// borders being letters too. A word longer than 64 bytes is read no further.
void add_char_ngrams(std::string_view word, std::size_t at, std::vector<Feature>& out);

}  // namespace bot::detect

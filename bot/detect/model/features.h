#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include "bot/detect/text/document.h"

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

}  // namespace bot::detect

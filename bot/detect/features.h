#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include "bot/detect/document.h"

namespace bot::detect {

/// What the model looks at. Each group is scaled by itself, so that a long post does not shout down a short
/// one.
enum class Group : std::uint8_t { words, letters, cues };
constexpr std::size_t group_count = 3;

/// One thing seen in a post: its hash, and the tokens it was seen in.
struct Feature {
    std::uint32_t hash = 0;
    std::uint16_t first = 0;
    std::uint16_t last = 0;
};

/// All that was seen in a post. The same post always gives the same features in the same order.
struct Features {
    std::array<std::vector<Feature>, group_count> seen;

    void clear();
    /// How much each feature of the group counts.
    float scale(Group group) const;
};

/// Words in runs of one to three, letters in runs of two to five, and what the cues say together. `out` is
/// overwritten.
void look(Document const& document, Features& out);

}  // namespace bot::detect

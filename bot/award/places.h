#pragma once

#include <vector>

namespace bot::award {

/// A company on a board, as far as its place goes: both in ten-thousandths.
struct Contender {
    long long low = 0;    // its score
    long long reach = 0;  // the score it would have with one person fewer than it takes to part two places
};

/// The place of each, in the order of `board`, which is best first. From the top: whoever could pass the
/// leader of a group with fewer people than the rules' `apart_by` shares the leader's place; the first that
/// could not leads the next group, and its place is how many stand above it, plus one: 1, 1, 1, 4, 5, 5.
/// Pure; O(n).
std::vector<long long> places(std::vector<Contender> const& board);

}  // namespace bot::award

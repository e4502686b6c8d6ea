#pragma once

#include <optional>
#include <vector>

#include "bot/award/score.h"

namespace bot::award {

/// Places that a company may hold: as many companies as `low` - 1 are surely above it, and all from `high` on
/// are surely below or beside it.
struct Places {
    long long low = 1;
    long long high = 1;
    friend bool operator==(Places const&, Places const&) = default;
};

/// In the order of `scores`. One company is wholly above another when its 5 % quantile exceeds the other's 95
/// % quantile. O(n log n).
std::vector<Places> places(std::vector<Score> const& scores);

/// A line of the board, as far as moving goes.
struct Line {
    long long k_micro = 0;
    Band band = Band::small;
    long long low = 0;
};
/// For each line of a board, best first: the fewest independent confirmed people who, all for one team, would
/// make the team of that line change places with a neighbour. They are those it needs to pass the one above,
/// or those the one below needs to pass it. Absent for a team that is alone.
std::vector<std::optional<long long>> costs_to_move(std::vector<Line> const& lines);
/// Below so many people the board says "too close to call".
inline constexpr long long too_close = 5;

}  // namespace bot::award

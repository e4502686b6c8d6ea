#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bot/award/score.h"
#include "storage/standings.h"

namespace bot::publish {

/// A team on a board. Score, places and cost are absent as long as its size is not known: shown, but not
/// ranked.
struct Line {
    storage::Ranked company;
    std::optional<award::Score> score;
    std::optional<award::Places> places;
    /// Fewest people to move it by a place; absent if it is not ranked, or alone.
    std::optional<long long> cost_to_move = {};
};

/// One category of a season, best first, those without a rank last; with what a page or a data file says of
/// it.
struct Board {
    award::Season season;
    std::string category;
    long long people = 0;
    storage::Time
        newest_day{};  // when the last nomination was confirmed, to the day; else when the season opened
    std::size_t ranked = 0;  // how many lines have a score
    std::vector<Line> lines;

    /// The end of the plots' axis: a round number at or above every interval.
    double axis() const;
    bool is_all() const;
};

Board read_board(storage::Read const& read, award::Season const& season, std::string const& category);

/// The smallest number that is easily said, at least `value` and at least 1.
double round_axis(double value);

}  // namespace bot::publish

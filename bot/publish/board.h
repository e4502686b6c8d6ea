#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/award/score.h"
#include "storage/standings.h"

// A board as the database has it, and its figures for programs. The pages that people see are in views.h.
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

/// One category of a season, or all of them together; with what a page or a data file says of it.
struct Board {
    award::Season season;
    std::string category;  // an id of the rules, or "all"
    long long people = 0;  // whose nominations count here, each once
    /// When the last nomination was confirmed, to the day; when the season opened if there is none.
    storage::Time newest_day{};
    std::size_t ranked = 0;   // how many lines have a score
    std::vector<Line> lines;  // best first, those without a rank last

    /// The end of the plots' axis: a round number at or above every interval.
    double axis() const;
    bool is_all() const;
};

/// `known` is of that season.
Board read_board(storage::Read const& read, award::Season const& season, std::string const& category,
                 award::KnownCosts& known);

/// Absent while the band is unknown, also when figures made with an earlier one are still there.
std::optional<award::Score> score_of(storage::Standing const& standing,
                                     std::optional<award::Band> const& band);
/// The smallest number that is easily said (1, 1.5, 2, 2.5, 3 … times a power of ten), at least 1 and at
/// least that score, which is in ten-thousandths.
double round_axis(long long highest);

/// One line per ranked company, `place-low place-high company low median high k e yes partly no`: k in
/// micro-points, the quantiles with 4 decimals, highest `low` first, then by company id. With the rules this
/// is enough to compute the places again. The same board gives the same bytes, here and below.
std::string board_file(Board const& board);
/// One object with the season, the formula's name and every team; absent is null. Days are UTC, YYYY-MM-DD.
std::string results_json(Board const& board, std::string_view public_url);
/// RFC 4180 with a header line, UTF-8 without a mark at its start; absent is an empty cell. A cell that a
/// spreadsheet would take for a formula starts with an apostrophe.
std::string results_csv(Board const& board);

}  // namespace bot::publish

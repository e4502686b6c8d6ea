#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/award/score.h"
#include "storage/standings.h"

// A board as it is shown, and its figures for programs. The pages that people see are in views.h.
namespace bot::publish {

inline constexpr std::size_t lines_a_page = 100;

/// A team on a board.
struct Line {
    storage::Ranked company;
    long long place = 1;  // shared by those whom too few people part: award/places.h
};

/// One category of a season, or all of them together; with what a page or a data file says of it.
struct Board {
    award::Season season;
    std::string category;  // an id of the rules, or "all"
    long long people = 0;  // whose nominations count here, each once
    /// When the last nomination was confirmed, to the day; when the season opened if there is none.
    storage::Time newest_day{};
    std::size_t teams = 0;    // on all pages
    long long highest = 0;    // 95 % quantile of any of them, in ten-thousandths
    std::size_t page = 1;     // which of its pages `lines` are
    std::vector<Line> lines;  // best first

    std::size_t pages() const;  // at least 1
    /// The end of the plots' axis: a round number at or above every interval.
    double axis() const;
    bool is_all() const;
};

/// The smallest number that is easily said (1, 1.5, 2, 2.5, 3 … times a power of ten), at least 1 and at
/// least that score, which is in ten-thousandths.
double round_axis(long long highest);

/// One line per company, `place company low median high k e yes partly no`: k in micro-points, the quantiles
/// with 4 decimals, highest `low` first, then by company id. With the rules this is enough to compute the
/// places again. Wants all lines, as the two below; the same board gives the same bytes.
std::string board_file(Board const& board);
/// One object with the season, the formula's name and every team; absent is null. Days are UTC, YYYY-MM-DD.
std::string results_json(Board const& board, std::string_view public_url);
/// RFC 4180 with a header line, UTF-8 with a mark at its start; absent is an empty cell. A cell that a
/// spreadsheet would take for a formula starts with an apostrophe.
std::string results_csv(Board const& board);

}  // namespace bot::publish

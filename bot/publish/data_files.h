#pragma once

#include <string>
#include <string_view>

#include "bot/publish/board.h"

namespace bot::publish {

/// The figures of a board for programs. The same board gives the same bytes.
///
/// One line per ranked company, `rank-low rank-high company low median high k e yes partly no`: k in
/// micro-points, the quantiles rounded half-even to 4 decimals, highest `low` first, then by company id.
std::string board_file(Board const& board);
/// One object with the season, the formula and every team.
std::string results_json(Board const& board, std::string_view public_url);
/// RFC 4180, UTF-8 without a mark at its start. A cell that a spreadsheet would take for a formula starts
/// with an apostrophe.
std::string results_csv(Board const& board);

}  // namespace bot::publish

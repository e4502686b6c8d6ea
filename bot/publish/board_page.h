#pragma once

#include "bot/publish/board.h"
#include "bot/publish/formatter.h"

namespace bot::publish {

inline constexpr std::size_t lines_a_page = 100;
/// At least 1.
std::size_t pages_of(Board const& board);
/// The address of a board's page without a language, counted from 1: "/", "/page/2/", "/category/empathy/".
std::string board_path(std::string_view category, std::size_t page = 1);

/// What board.html shows. Counts and stories stand on the first page only, so that the others stay as they
/// are when somebody nominates a team of the first.
pages::View board_page(Formatter const& format, Board const& board, std::size_t page, Phase phase,
                       std::vector<storage::Story> const& shown);

}  // namespace bot::publish

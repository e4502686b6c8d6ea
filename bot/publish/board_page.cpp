#include "bot/publish/board_page.h"

#include <algorithm>

namespace bot::publish {
namespace {

using pages::View;

std::string move_words(Formatter const& format, award::Rules const& rules, std::optional<long long> cost) {
    if (!cost) return "–";
    return *cost < rules.too_close_below ? format("board.too_close") : format.number(*cost);
}

View line_view(Formatter const& format, Board const& board, std::size_t at, double axis) {
    auto const& line = board.lines[at];
    auto const& standing = line.company.standing;
    auto view = line.score ? plot(format, *line.score, axis) : View();
    view.set("ranked", line.score.has_value());
    view.set("name", line.company.name)
        .set("slug", line.company.slug)
        .set("about", format.about(line.company));
    view.set("thanks_team",
             format.percent(standing.team_credit, standing.team_credit + standing.person_credit));
    view.set("move", move_words(format, board.season.parts, line.cost_to_move));
    if (line.places) {
        view.set("place", format.places(*line.places));
        view.set("place_words",
                 line.places->low == line.places->high
                     ? format("board.place", {{"place", line.places->low}})
                     : format("board.places", {{"low", line.places->low}, {"high", line.places->high}}));
    }
    return view;
}

std::vector<View> chips(Formatter const& format, Board const& board) {
    std::vector<View> views;
    for (auto const& category : board.season.parts.boards())
        views.push_back(View()
                            .set("category", format.category(category))
                            .set("category_path", board_path(category))
                            .set("current", category == board.category));
    return views;
}

void set_neighbours(View& view, Board const& board, std::size_t page, std::size_t pages) {
    view.set("several_pages", pages > 1);
    if (page > 1) view.set("page_before", board_path(board.category, page - 1));
    if (page < pages) view.set("page_after", board_path(board.category, page + 1));
}

std::string data_path(Board const& board) {
    return board.is_all() ? "/" : board_path(board.category);
}

}  // namespace

std::size_t pages_of(Board const& board) {
    return std::max<std::size_t>(1, (board.lines.size() + lines_a_page - 1) / lines_a_page);
}

std::string board_path(std::string_view category, std::size_t page) {
    auto path = category == award::all_categories ? "/" : "/category/" + std::string(category) + "/";
    if (page > 1) path += "page/" + std::to_string(page) + "/";
    return path;
}

View board_page(Formatter const& format, Board const& board, std::size_t page, Phase phase,
                std::vector<storage::Story> const& shown) {
    auto const pages = pages_of(board);
    auto const title = board.is_all()
                           ? format("board.title")
                           : format("board.title_category", {{"category", format.category(board.category)}});
    View view;
    view.set("title", title)
        .set("path", board_path(board.category, page))
        .set("at_board", board.is_all() && page == 1);
    set_season(view, format, board.season, phase);
    view.set("first_page", page == 1);
    if (page > 1) view.set("page_words", format("board.page", {{"page", static_cast<long long>(page)}}));
    view.set("lead", format("board.lead", {{"people", board.people},
                                           {"teams", static_cast<long long>(board.lines.size())}}));
    view.set("categories", chips(format, board))
        .set("several_categories", board.season.parts.categories.size() > 1);

    auto const axis = board.axis();
    auto const first = (page - 1) * lines_a_page;
    std::vector<View> lines;
    for (auto i = first; i < std::min(first + lines_a_page, board.lines.size()); ++i)
        lines.push_back(line_view(format, board, i, axis));
    view.set("has_lines", !lines.empty()).set("lines", std::move(lines));
    view.set("axis_words", format("board.axis", {{"axis", format.plain(axis)}}));
    set_neighbours(view, board, page, pages);
    view.set("takes_nominations", phase == Phase::open);
    view.set("data_path", data_path(board))
        .set("board_file", board.season.id + "-" + board.category + ".txt");
    view.set("has_stories", page == 1 && !shown.empty());
    view.set("stories", page == 1 ? stories(format, shown) : std::vector<View>());
    return view;
}

}  // namespace bot::publish

#include "bot/publish/board.h"

#include <algorithm>
#include <tuple>

namespace bot::publish {
namespace {

/// Nothing while the band is unknown, also when figures made with an earlier one are still there.
std::optional<award::Score> score_of(storage::Ranked const& company) {
    auto const& [low, median, high] =
        std::tie(company.standing.low, company.standing.median, company.standing.high);
    if (!company.band || !low || !median || !high) return std::nullopt;
    return award::Score{*low, *median, *high};
}

void set_places(Board& board) {
    std::vector<award::Score> scores;
    std::vector<award::Contender> contenders;
    for (auto const& line : board.lines) {
        if (!line.score) break;
        scores.push_back(*line.score);
        contenders.push_back({line.company.standing.k, *line.company.band, line.score->low});
    }
    board.ranked = scores.size();
    auto const places = award::places(scores);
    auto const costs = award::costs_to_move(contenders, board.season.parts);
    for (std::size_t i = 0; i < board.ranked; ++i) {
        board.lines[i].places = places[i];
        board.lines[i].cost_to_move = costs[i];
    }
}

}  // namespace

Board read_board(storage::Read const& read, award::Season const& season, std::string const& category) {
    Board board;
    board.season = season;
    board.category = category;
    board.people = storage::standings::people(read, season.id, board.is_all() ? "" : category);
    board.newest_day = std::chrono::floor<std::chrono::days>(
        storage::standings::newest(read, season.id).value_or(season.opens_at));
    auto companies = storage::standings::board(read, season.id, category);
    board.lines.reserve(companies.size());
    for (auto& company : companies) {
        auto const score = score_of(company);
        board.lines.push_back({std::move(company), score, {}, {}});
    }
    std::stable_partition(board.lines.begin(), board.lines.end(),
                          [](Line const& line) { return line.score.has_value(); });
    set_places(board);
    return board;
}

bool Board::is_all() const {
    return category == award::all_categories;
}

double Board::axis() const {
    long long highest = 0;
    for (auto const& line : lines)
        if (line.score) highest = std::max(highest, line.score->high);
    return round_axis(static_cast<double>(highest) / 10'000.0);
}

double round_axis(double value) {
    for (double power = 1;; power *= 10)
        for (auto const step : {1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0})
            if (step * power >= value) return step * power;
}

}  // namespace bot::publish

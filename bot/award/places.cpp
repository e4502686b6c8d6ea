#include "bot/award/places.h"

#include <algorithm>

namespace bot::award {

std::vector<Places> places(std::vector<Score> const& scores) {
    std::vector<long long> lows, highs;
    for (auto const& score : scores) {
        lows.push_back(score.low);
        highs.push_back(score.high);
    }
    std::sort(lows.begin(), lows.end());
    std::sort(highs.begin(), highs.end());

    std::vector<Places> all;
    all.reserve(scores.size());
    for (auto const& score : scores) {
        auto const above = lows.end() - std::upper_bound(lows.begin(), lows.end(), score.high);
        auto const below = std::lower_bound(highs.begin(), highs.end(), score.low) - highs.begin();
        all.push_back({1 + above, static_cast<long long>(scores.size()) - below});
    }
    return all;
}

std::vector<std::optional<long long>> costs_to_move(std::vector<Line> const& lines) {
    std::vector<std::optional<long long>> costs(lines.size());
    for (std::size_t lower = 1; lower < lines.size(); ++lower) {
        auto const pass = people_to_pass(lines[lower].k_micro, lines[lower].band, lines[lower - 1].low);
        costs[lower] = pass;
        auto& above = costs[lower - 1];
        above = above ? std::min(*above, pass) : pass;
    }
    return costs;
}

}  // namespace bot::award

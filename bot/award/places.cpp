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

std::optional<long long> cost_to_move(std::vector<Line> const& lines, std::size_t at) {
    auto const pass = [&](std::size_t lower) {
        return people_to_pass(lines[lower].k_micro, lines[lower].band, lines[lower - 1].low);
    };
    std::optional<long long> cost;
    if (at > 0) cost = pass(at);
    if (at + 1 < lines.size()) {
        auto const overtaken = pass(at + 1);
        cost = cost ? std::min(*cost, overtaken) : overtaken;
    }
    return cost;
}

}  // namespace bot::award

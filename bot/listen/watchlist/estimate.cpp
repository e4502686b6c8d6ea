#include "bot/listen/watchlist/estimate.h"

#include <algorithm>
#include <cmath>

namespace bot::listen {
namespace {

constexpr long long enough_held = 10;
constexpr double enough_days = 7;

}  // namespace

Estimate estimate(Heard const& heard, long long cost_per_read) {
    Estimate made;
    if (heard.days < 1 || heard.tried <= 0) return made;
    made.ground = heard.held < enough_held || heard.days < enough_days ? Estimate::Ground::little
                                                                       : Estimate::Ground::fair;
    auto const finds = static_cast<double>(std::max(heard.finds, heard.tried));
    auto const posts = std::max(static_cast<double>(heard.posts), finds);
    auto const held = static_cast<double>(heard.held);
    // Words are forgotten in time; the finds that lost theirs are taken to be like those that have them.
    auto const a_day = finds / static_cast<double>(heard.tried) / heard.days;
    made.finds_a_day = held * a_day;
    auto const margin = 2 * std::sqrt(held + 1);  // the score interval of a Poisson count, two sigma
    made.least_finds = std::max(0.0, held + 2 - margin) * a_day;
    made.most_finds = (held + 2 + margin) * a_day;
    made.posts_a_day = made.finds_a_day * posts / finds;
    auto const price = static_cast<double>(cost_per_read);
    made.least_cost = std::llround(made.finds_a_day * price);
    made.cost = std::llround(made.posts_a_day * price);
    return made;
}

}  // namespace bot::listen

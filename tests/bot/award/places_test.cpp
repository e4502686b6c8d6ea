#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "bot/award/score.h"

using namespace bot::award;

TEST_CASE("companies that cannot be told apart share a range of places", "[award]") {
    std::vector<Score> const scores = {{100, 110, 120}, {70, 80, 90}, {60, 75, 85}, {50, 55, 61}, {1, 2, 3}};
    CHECK(places(scores) == std::vector<Places>{{1, 1}, {2, 3}, {2, 4}, {3, 4}, {5, 5}});
}

TEST_CASE("equal companies share all places, and touching intervals are not apart", "[award]") {
    CHECK(places({{5, 6, 7}, {5, 6, 7}, {5, 6, 7}}) == std::vector<Places>{{1, 3}, {1, 3}, {1, 3}});
    CHECK(places({{7, 8, 9}, {5, 6, 7}}) == std::vector<Places>{{1, 2}, {1, 2}});
    CHECK(places({}).empty());
}

TEST_CASE("the quick places are those that counting pairs gives", "[award]") {
    std::mt19937 random(7);
    std::vector<Score> scores;
    for (int i = 0; i < 300; ++i) {
        long long const low = random() % 1000;
        scores.push_back({low, low + 1, low + 2 + static_cast<long long>(random() % 200)});
    }
    auto const found = places(scores);
    for (std::size_t i = 0; i < scores.size(); ++i) {
        auto const above = std::count_if(scores.begin(), scores.end(),
                                         [&](auto const& one) { return one.low > scores[i].high; });
        auto const below = std::count_if(scores.begin(), scores.end(),
                                         [&](auto const& one) { return one.high < scores[i].low; });
        CHECK(found[i] == Places{1 + above, static_cast<long long>(scores.size()) - below});
    }
}

namespace {

Rules const rules;

Contender contender(long long k, Band band = Band::small) {
    return {k * point, band, score(k * point, band, rules).low};
}

}  // namespace

TEST_CASE("the cost to move is the cheaper of passing and being passed", "[award]") {
    std::vector<Contender> const board = {contender(40), contender(20), contender(18), contender(2)};
    auto const passes = [&](std::size_t lower) {
        return people_to_pass(board[lower], board[lower - 1].low, rules);
    };
    KnownCosts known;
    auto const costs = costs_to_move(board, rules, known);
    CHECK(known.size() == 3);
    CHECK(costs_to_move(board, rules, known) == costs);
    CHECK(known.size() == 3);
    CHECK(costs[0] == passes(1));
    CHECK(costs[1] == passes(2));
    CHECK(costs[2] == passes(2));
    CHECK(costs[3] == passes(3));
    CHECK(passes(1) == 21);
    CHECK(passes(2) == 3);
}

TEST_CASE("a company alone on its board has nobody to change places with", "[award]") {
    KnownCosts known;
    CHECK_FALSE(costs_to_move({contender(3)}, rules, known).at(0));
    CHECK(costs_to_move({}, rules, known).empty());
}

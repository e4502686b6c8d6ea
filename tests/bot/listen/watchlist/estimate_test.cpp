#include "bot/listen/watchlist/watch_list.h"

#include <catch2/catch.hpp>

using bot::listen::Estimate;
using bot::listen::estimate;

TEST_CASE("a query's finds a day are those it holds for, and its posts a day their share of all",
          "[listen][watch]") {
    auto const made =
        estimate({.days = 30, .posts = 60'000, .finds = 3'000, .tried = 3'000, .held = 360}, 5'000);
    CHECK(made.ground == Estimate::Ground::fair);
    CHECK(made.finds_a_day == Approx(12));
    CHECK(made.posts_a_day == Approx(240));
    CHECK(made.least_cost == 60'000);
    CHECK(made.cost == 1'200'000);
    CHECK(made.least_finds == Approx(10.8).margin(0.05));
    CHECK(made.most_finds == Approx(13.33).margin(0.05));
}

TEST_CASE("finds whose words were forgotten count like the others", "[listen][watch]") {
    auto const made = estimate({.days = 10, .posts = 1'000, .finds = 200, .tried = 50, .held = 25}, 0);
    CHECK(made.finds_a_day == Approx(10));
    CHECK(made.posts_a_day == Approx(50));
    CHECK(made.cost == 0);
}

TEST_CASE("of a network that nobody listened to for a day, nothing is known", "[listen][watch]") {
    for (auto const& heard : {bot::listen::Heard{},
                              {.days = 0.9, .posts = 9, .finds = 9, .tried = 9, .held = 9},
                              {.days = 9, .posts = 900, .finds = 9, .tried = 0, .held = 0}}) {
        auto const made = estimate(heard, 5'000);
        CHECK(made.ground == Estimate::Ground::none);
        CHECK(made.most_finds == 0);
        CHECK(made.cost == 0);
    }
}

TEST_CASE("a query that held for no find may bring a few all the same", "[listen][watch]") {
    auto const made = estimate({.days = 30, .posts = 900, .finds = 300, .tried = 300, .held = 0}, 5'000);
    CHECK(made.ground == Estimate::Ground::little);
    CHECK(made.finds_a_day == 0);
    CHECK(made.least_finds == 0);
    CHECK(made.most_finds == Approx(4.0 / 30));
    CHECK(made.least_cost == 0);
}

TEST_CASE("few finds or few days are little to go by", "[listen][watch]") {
    CHECK(estimate({.days = 30, .posts = 90, .finds = 90, .tried = 90, .held = 9}, 0).ground ==
          Estimate::Ground::little);
    CHECK(estimate({.days = 6, .posts = 90, .finds = 90, .tried = 90, .held = 90}, 0).ground ==
          Estimate::Ground::little);
}

TEST_CASE("counts that do not fit together never make fewer posts than finds", "[listen][watch]") {
    auto const made = estimate({.days = 1, .posts = 0, .finds = 2, .tried = 4, .held = 4}, 1'000'000);
    CHECK(made.finds_a_day == Approx(4));
    CHECK(made.posts_a_day == Approx(4));
    CHECK(made.cost == 4'000'000);
}

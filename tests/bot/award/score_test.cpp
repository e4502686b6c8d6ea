#include "bot/award/score.h"

#include <catch2/catch.hpp>

using namespace bot::award;

namespace {

Rules const today;

}  // namespace

TEST_CASE("the score is the 5 % quantile and its check values hold", "[award]") {
    struct Check {
        long long k;
        int expected;
        char const* low;
        char const* high;
    };
    auto const check = GENERATE(values<Check>({{1, 1, "0.1777", "2.3719"},
                                               {3, 1, "0.6832", "3.8768"},
                                               {10, 1, "3.0845", "8.4811"},
                                               {30, 10, "2.0404", "3.6991"},
                                               {100, 10, "7.7325", "10.7345"},
                                               {300, 100, "2.7034", "3.2683"}}));
    auto rules = today;
    rules.expected_medium = check.expected;
    auto const found = score(check.k * point, Band::medium, rules);
    CHECK(decimal(found.low) == check.low);
    CHECK(decimal(found.high) == check.high);
    CHECK(found.low < found.median);
    CHECK(found.median < found.high);
}

TEST_CASE("a company without nominations still has an interval", "[award]") {
    auto const nothing = score(0, Band::small, today);
    CHECK(decimal(nothing.low) == "0.0256");
    CHECK(decimal(nothing.median) == "0.3466");
    CHECK(decimal(nothing.high) == "1.4979");
}

TEST_CASE("decimals are padded to four places", "[award]") {
    CHECK(decimal(0) == "0.0000");
    CHECK(decimal(7) == "0.0007");
    CHECK(decimal(107'345) == "10.7345");
}

TEST_CASE("forty independent people are forty points and forty of one group are 6.3", "[award]") {
    CHECK(40 * contribution(point, point) == 40 * point);
    CHECK(40 * contribution(point, 40 * point) == 6'324'520);
    CHECK(100 * contribution(400'000, 40 * point) == 6'324'500);
}

TEST_CASE("a contribution is the whole weight up to a point in its group, then the largest that fits",
          "[award]") {
    CHECK(contribution(400'000, 400'000) == 400'000);
    CHECK(contribution(400'000, 800'000) == 400'000);
    CHECK(contribution(400'000, point) == 400'000);
    CHECK(contribution(400'000, 1'200'000) == 365'148);
    CHECK(contribution(point, 2 * point) == 707'106);
    for (long long mass = point + 1; mass < 300 * point; mass += 777'777) {
        auto const c = contribution(400'000, mass);
        CHECK(c * c * mass <= 400'000LL * 400'000 * point);
        CHECK((c + 1) * (c + 1) * mass > 400'000LL * 400'000 * point);
    }
}

TEST_CASE("what cannot be, adds nothing", "[award]") {
    CHECK(contribution(0, point) == 0);
    CHECK(contribution(-5, point) == 0);
}

TEST_CASE("a company of unknown size is measured as a large one", "[award]") {
    CHECK(score(7 * point, std::nullopt, today) == score(7 * point, Band::large, today));
    CHECK(reach(7 * point, std::nullopt, today) == reach(7 * point, Band::large, today));
    CHECK(today.expected(Band::small) == 1);
    CHECK(today.expected(Band::medium) == 3);
    CHECK(today.expected(Band::large) == 10);
}

TEST_CASE("a company is thanked by three people, and outstanding once that is surely more than expected",
          "[award]") {
    storage::Standing all;
    CHECK(recognition(all, today) == Recognition::none);
    all.people = 3;
    all.low = 9'999;
    CHECK(recognition(all, today) == Recognition::thanked);
    all.low = 10'000;
    CHECK(recognition(all, today) == Recognition::outstanding);

    // Four bad answers are too few to speak against it; a fifth makes them enough.
    all.ended_badly = 4;
    CHECK(recognition(all, today) == Recognition::outstanding);
    all.ended_badly = 5;
    CHECK(recognition(all, today) == Recognition::thanked);
    all.ended_well = 40;
    CHECK(recognition(all, today) == Recognition::outstanding);

    auto rules = today;
    rules.outstanding_score = 10'001;
    CHECK(recognition(all, rules) == Recognition::thanked);
    rules.thanked_people = 4;
    CHECK(recognition(all, rules) == Recognition::none);
}

TEST_CASE("five of five ended well passes the gate and four of four does not", "[award]") {
    CHECK(surely_ended_well(5, 0) == Approx(0.607).margin(0.0005));
    CHECK(passes_gate(5, 0, today));
    CHECK_FALSE(passes_gate(4, 0, today));
    CHECK_FALSE(passes_gate(5, 1, today));
    CHECK(passes_gate(5, 0, today));
    CHECK_FALSE(passes_gate(3, 0, today));
}

TEST_CASE("the formula reads its parameters from the season's rules", "[award]") {
    auto rules = today;
    rules.expected_small = 3;
    CHECK(score(3 * point, Band::small, rules).low == score(3 * point, Band::small, today).low / 2);
    rules.upper_permille = 500;
    auto const found = score(3 * point, Band::small, rules);
    CHECK(found.high == found.median);
    rules.score_permille = 500;
    CHECK(score(3 * point, Band::small, rules).low == found.median);
    CHECK(passes_gate(5, 0, today));
    rules.gate_permille = 610;
    CHECK_FALSE(passes_gate(5, 0, rules));
    rules.gate_answers = 7;
    CHECK_FALSE(passes_gate(6, 0, rules));
    CHECK(passes_gate(7, 0, rules));
}

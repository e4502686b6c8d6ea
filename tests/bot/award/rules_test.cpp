#include "bot/award/rules.h"

#include <catch2/catch.hpp>

using namespace bot::award;

TEST_CASE("the rules as published are these bytes", "[award]") {
    CHECK(to_json({}) ==
          R"({"batch":{"minutes":60,"nominations":8},)"
          R"("categories":["empathy","knowledge","professionalism","team"],)"
          R"("evidence":{"cold":400000,"invited":1000000},)"
          R"("formula":{"expected":{"large":10,"medium":3,"small":1},"id":"gamma-7",)"
          R"("score_permille":50,"upper_permille":950,"wide_share":5},"gate":{"answers":5,"permille":600},)"
          R"("judge_weight":25,"places":{"apart_by":5},)"
          R"("recognition":{"outstanding_score":10000,"thanked_people":3}})");
}

TEST_CASE("rules are read as they were written", "[award]") {
    Rules rules;
    rules.categories = {"team", "patience"};
    rules.invited_weight = 900'000;
    rules.cold_weight = 300'000;
    rules.formula = "gamma-8";
    rules.expected_small = 2;
    rules.expected_medium = 3;
    rules.expected_large = 4;
    rules.score_permille = 100;
    rules.upper_permille = 900;
    rules.wide_share = 4;
    rules.gate_answers = 6;
    rules.gate_permille = 700;
    rules.judge_weight = 30;
    rules.apart_by = 7;
    rules.thanked_people = 8;
    rules.outstanding_score = 9;
    rules.batch = 9;
    rules.batch_minutes = 61;
    rules.words = {{"team", "", "Together", "Many hands"}, {"team", "de", "Zusammen", ""}};
    CHECK(rules_of(to_json(rules)) == rules);
}

TEST_CASE("what an old season's rules do not say has the value of today", "[award]") {
    Rules expected;
    expected.categories = {"empathy"};
    expected.cold_weight = 250'000;
    CHECK(rules_of(
              R"({"categories":["all","empathy",7],"evidence":{"cold":250000,"invited":"much"},"more":1})") ==
          expected);
    expected = {};
    expected.categories.clear();
    for (auto const* none : {"", "not json", "[]", "{}", R"({"formula":7,"categories":{}})"})
        CHECK(rules_of(std::string_view(none)) == expected);
    CHECK(rules_of("{}").boards() == std::vector<std::string>{"all"});
}

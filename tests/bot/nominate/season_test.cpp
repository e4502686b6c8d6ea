#include "bot/nominate/season.h"

#include <catch2/catch.hpp>

#include "bot/base/keys.h"
#include "tests/bot/nominate/builders.h"

using bot::nominate::bring_over;

namespace {

/// The season of the settings, as a program of before published it.
void publish_before(test::World& world, int medium, int large) {
    auto season = storage::seasons::find(world.store, "2026").value();
    season.rules = R"({"categories":["empathy","team"],"evidence":{"cold":400000,"invited":1000000},)"
                   R"("formula":{"expected":{"large":)" +
                   std::to_string(large) + R"(,"medium":)" + std::to_string(medium) +
                   R"(,"small":1},"id":"gamma-6","score_permille":50,"upper_permille":950,"wide_share":5},)"
                   R"("gate":{"answers":5,"permille":600},"judge_weight":25,"too_close_below":5})";
    season.rules_sha256 = bot::sha256_hex(season.rules);
    world.store.write([&](storage::Write& write) { storage::seasons::replace(write, season); });
}

bot::award::Rules rules_now(test::World& world) {
    return bot::award::rules_of(storage::seasons::find(world.store, "2026").value());
}

}  // namespace

TEST_CASE("an open season of the program before is counted by the rules of now from its start on",
          "[nominate]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    auto& world = programme.world;
    publish_before(world, 10, 100);
    auto const changed = bring_over(world.store, "2026", world.clock.now());
    REQUIRE(changed);
    CHECK(changed->formula == "gamma-6");
    CHECK(changed->sizes_changed);
    auto const rules = rules_now(world);
    CHECK(rules.formula == bot::award::formula_id);
    CHECK(rules.categories == std::vector<std::string>{"empathy", "team"});
    CHECK(rules.expected_medium == 3);
    CHECK(rules.expected_large == 10);
    CHECK(rules.apart_by == 5);
    CHECK_FALSE(bring_over(world.store, "2026", world.clock.now()));
}

TEST_CASE("sizes that a host chose stay what they are when a season is brought over", "[nominate]") {
    test::Programme programme;
    publish_before(programme.world, 10, 50);
    auto const changed = bring_over(programme.world.store, "2026", programme.world.clock.now());
    REQUIRE(changed);
    CHECK_FALSE(changed->sizes_changed);
    CHECK(rules_now(programme.world).expected_large == 50);
}

TEST_CASE("a season that has closed keeps the rules it was counted by", "[nominate]") {
    test::Programme programme;
    publish_before(programme.world, 10, 100);
    auto const before = storage::seasons::find(programme.world.store, "2026")->rules;
    programme.until(test::season_settings().closes_at);
    CHECK_FALSE(bring_over(programme.world.store, "2026", programme.world.clock.now()));
    CHECK(storage::seasons::find(programme.world.store, "2026")->rules == before);
}

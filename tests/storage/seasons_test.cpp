#include "storage/seasons.h"

#include <catch2/catch.hpp>

#include "storage/operators.h"
#include "tests/tools/world.h"

using namespace std::chrono_literals;
namespace seasons = storage::seasons;
using State = storage::Season::State;
using By = storage::SeasonStep::By;
using std::chrono::days;

namespace {

/// Seasons that open and close so many days from now.
struct Calendar : test::World {
    using World::World;
    storage::Season season(std::string const& id, int opens, int closes, State state = State::draft) const {
        storage::Season one;
        one.id = id;
        one.name = "Season " + id;
        one.opens_at = clock.now() + days(opens);
        one.closes_at = clock.now() + days(closes);
        one.counts_at = one.closes_at + days(21);
        one.announced_at = one.closes_at + days(28);
        one.rules = "{}";
        one.rules_sha256 = "hash of " + id;
        one.group_salt = "salt of " + id;
        one.zone = "Europe/Berlin";
        one.state = state;
        return one;
    }
    bool add(storage::Season const& one) {
        return store.write([&](storage::Write& write) { return seasons::add(write, one); });
    }
    bool take(std::string const& id, State from, State to) {
        return store.write([&](storage::Write& write) {
            return seasons::take(write, {id, to, clock.now(), By::clock, {}, "why"}, from);
        });
    }
    std::string current() const {
        auto const shown = seasons::current(store);
        return shown ? shown->id : "none";
    }
    std::string open() const {
        auto const found = seasons::open(store);
        return found ? found->id : "none";
    }
};

}  // namespace

TEST_CASE("a season is found as it was added, and an id is taken once", "[storage][seasons]") {
    Calendar world(GENERATE(from_range(test::databases())));
    auto first = world.season("2026", 0, 90);
    first.publishes_at = first.opens_at - days(7);
    CHECK_FALSE(seasons::find(world.store, "2026"));
    CHECK(world.add(first));
    auto other = world.season("2026", 5, 6);
    other.name = "Another";
    CHECK_FALSE(world.add(other));
    auto const found = seasons::find(world.store, "2026");
    REQUIRE(found);
    CHECK(found->name == first.name);
    CHECK(found->publishes_at == first.publishes_at);
    CHECK(found->opens_at == first.opens_at);
    CHECK(found->closes_at == first.closes_at);
    CHECK(found->counts_at == first.counts_at);
    CHECK(found->announced_at == first.announced_at);
    CHECK(found->zone == "Europe/Berlin");
    CHECK(found->state == State::draft);
    CHECK(found->rules == first.rules);
    CHECK(found->rules_sha256 == first.rules_sha256);
    CHECK(found->group_salt == first.group_salt);
}

TEST_CASE("a season that is replaced keeps its salt and its state, and the others stay as they are",
          "[storage][seasons]") {
    Calendar world(GENERATE(from_range(test::databases())));
    world.add(world.season("2026", 0, 90));
    world.add(world.season("2027", 100, 190, State::published));
    auto later = world.season("2027", 120, 200);
    later.name = "Spring";
    later.rules = R"({"a":1})";
    later.group_salt = "another salt";
    later.zone = "UTC";
    world.store.write([&](storage::Write& write) { seasons::replace(write, later); });
    auto const found = *seasons::find(world.store, "2027");
    CHECK(found.name == "Spring");
    CHECK(found.opens_at == later.opens_at);
    CHECK(found.closes_at == later.closes_at);
    CHECK(found.counts_at == later.counts_at);
    CHECK(found.announced_at == later.announced_at);
    CHECK(found.rules == later.rules);
    CHECK(found.zone == "UTC");
    CHECK(found.state == State::published);
    CHECK(found.group_salt == "salt of 2027");
    CHECK(seasons::find(world.store, "2026")->name == "Season 2026");
}

TEST_CASE("a step is taken once, from the state that it was taken for, and is written down", "[storage][seasons]") {
    Calendar world(GENERATE(from_range(test::databases())));
    world.add(world.season("2026", 0, 90, State::published));
    CHECK_FALSE(world.take("2026", State::open, State::closed));
    CHECK(world.take("2026", State::published, State::open));
    CHECK_FALSE(world.take("2026", State::published, State::open));
    CHECK(seasons::find(world.store, "2026")->state == State::open);
    storage::Operator ana;
    ana.id = storage::OperatorId::random();
    ana.name = "Ana";
    world.store.write([&](storage::Write& write) {
        storage::operators::add(write, ana);
        seasons::take(write, {"2026", State::closed, world.clock.now() + 1h, By::console, ana.id, "early"},
                      State::open);
    });
    auto const steps = seasons::steps(world.store, "2026");
    REQUIRE(steps.size() == 2);
    CHECK(steps[0].state == State::open);
    CHECK(steps[0].taken_at == world.clock.now());
    CHECK(steps[0].by == By::clock);
    CHECK_FALSE(steps[0].person);
    CHECK(steps[1].state == State::closed);
    CHECK(steps[1].by == By::console);
    CHECK(steps[1].person == ana.id);
    CHECK(steps[1].reason == "early");
}

TEST_CASE("two seasons are never open together", "[storage][seasons]") {
    Calendar world(GENERATE(from_range(test::databases())));
    world.add(world.season("2026", -10, 10, State::open));
    world.add(world.season("2027", -1, 20, State::published));
    CHECK(world.open() == "2026");
    CHECK_THROWS_AS(world.take("2027", State::published, State::open), storage::Error);
    CHECK(seasons::find(world.store, "2027")->state == State::published);
    CHECK(seasons::steps(world.store, "2027").empty());
    world.take("2026", State::open, State::closed);
    CHECK(world.take("2027", State::published, State::open));
    CHECK(world.open() == "2027");
}

TEST_CASE("the season to show is the open one, else the last that closed, else the next",
          "[storage][seasons]") {
    Calendar world(GENERATE(from_range(test::databases())));
    CHECK(world.current() == "none");
    world.add(world.season("draft", 5, 8));
    CHECK(world.current() == "draft");
    world.add(world.season("far", 50, 60, State::published));
    world.add(world.season("near", 10, 20, State::published));
    CHECK(world.current() == "near");
    world.take("near", State::published, State::open);
    CHECK(world.current() == "near");
    world.take("near", State::open, State::closed);
    CHECK(world.current() == "near");
    world.take("far", State::published, State::open);
    CHECK(world.current() == "far");
    CHECK(seasons::all(world.store).front().id == "far");
}

TEST_CASE("operators are told each thing of a season once", "[storage][seasons]") {
    Calendar world(GENERATE(from_range(test::databases())));
    world.add(world.season("2026", -10, 5, State::open));
    auto const tell = [&](char const* what) {
        return world.store.write(
            [&](storage::Write& write) { return seasons::tell(write, "2026", what, world.clock.now()); });
    };
    CHECK_FALSE(seasons::told(world.store, "2026", "week_left"));
    CHECK(tell("week_left"));
    CHECK_FALSE(tell("week_left"));
    CHECK(seasons::told(world.store, "2026", "week_left"));
    CHECK(tell("left_to_do"));
}

#include "storage/seasons.h"

#include <catch2/catch.hpp>

#include "tests/tools/world.h"

using namespace std::chrono_literals;
namespace seasons = storage::seasons;
using std::chrono::days;

namespace {

/// Seasons that open and close so many days from now.
struct Calendar : test::World {
    using World::World;
    storage::Season season(std::string const& id, int opens, int closes) const {
        storage::Season one;
        one.id = id;
        one.name = "Season " + id;
        one.opens_at = clock.now() + days(opens);
        one.closes_at = clock.now() + days(closes);
        one.announced_at = one.closes_at + days(21);
        one.rules = "{}";
        one.rules_sha256 = "hash of " + id;
        one.group_salt = "salt of " + id;
        return one;
    }
    bool add(storage::Season const& one) {
        return store.write([&](storage::Write& write) { return seasons::add(write, one); });
    }
    std::string current() const {
        auto const shown = seasons::current(store, clock.now());
        return shown ? shown->id : "none";
    }
    std::string open() const {
        auto const found = seasons::open_at(store, clock.now());
        return found ? found->id : "none";
    }
};

}  // namespace

TEST_CASE("a season is found as it was added, and an id is taken once", "[storage][seasons]") {
    Calendar world(GENERATE(from_range(test::databases())));
    auto const first = world.season("2026", 0, 90);
    CHECK_FALSE(seasons::find(world.store, "2026"));
    CHECK(world.add(first));
    auto other = world.season("2026", 5, 6);
    other.name = "Another";
    CHECK_FALSE(world.add(other));
    auto const found = seasons::find(world.store, "2026");
    REQUIRE(found);
    CHECK(found->name == first.name);
    CHECK(found->opens_at == first.opens_at);
    CHECK(found->closes_at == first.closes_at);
    CHECK(found->announced_at == first.announced_at);
    CHECK(found->rules == first.rules);
    CHECK(found->rules_sha256 == first.rules_sha256);
    CHECK(found->group_salt == first.group_salt);
}

TEST_CASE("a season that is replaced keeps its salt, and the others stay as they are", "[storage][seasons]") {
    Calendar world(GENERATE(from_range(test::databases())));
    world.add(world.season("2026", 0, 90));
    world.add(world.season("2027", 100, 190));
    auto later = world.season("2027", 120, 200);
    later.name = "Spring";
    later.rules = R"({"a":1})";
    later.group_salt = "another salt";
    world.store.write([&](storage::Write& write) { seasons::replace(write, later); });
    auto const found = *seasons::find(world.store, "2027");
    CHECK(found.name == "Spring");
    CHECK(found.opens_at == later.opens_at);
    CHECK(found.closes_at == later.closes_at);
    CHECK(found.announced_at == later.announced_at);
    CHECK(found.rules == later.rules);
    CHECK(found.group_salt == "salt of 2027");
    CHECK(seasons::find(world.store, "2026")->name == "Season 2026");
}

TEST_CASE("a season is open from its first moment to the one before it closes", "[storage][seasons]") {
    Calendar world(GENERATE(from_range(test::databases())));
    world.add(world.season("2026", 1, 2));
    CHECK(world.open() == "none");
    world.clock.advance(days(1) - 1ms);
    CHECK(world.open() == "none");
    world.clock.advance(1ms);
    CHECK(world.open() == "2026");
    world.clock.advance(days(1) - 1ms);
    CHECK(world.open() == "2026");
    world.clock.advance(1ms);
    CHECK(world.open() == "none");
}

TEST_CASE("of several open seasons the one that opened last takes nominations", "[storage][seasons]") {
    Calendar world(GENERATE(from_range(test::databases())));
    world.add(world.season("long", -10, 10));
    world.add(world.season("short", -1, 1));
    CHECK(world.open() == "short");
    CHECK(world.current() == "short");
    world.clock.advance(days(2));
    CHECK(world.open() == "long");
}

TEST_CASE("the season to show is the open one, else the last that closed, else the next",
          "[storage][seasons]") {
    Calendar world(GENERATE(from_range(test::databases())));
    CHECK(world.current() == "none");
    world.add(world.season("far", 50, 60));
    world.add(world.season("near", 10, 20));
    CHECK(world.current() == "near");
    world.clock.advance(days(30));
    CHECK(world.current() == "near");
    world.clock.advance(days(25));
    CHECK(world.current() == "far");
    world.clock.advance(days(10));
    CHECK(world.current() == "far");
    CHECK(seasons::all(world.store).front().id == "far");
}

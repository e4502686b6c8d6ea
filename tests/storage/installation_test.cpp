#include "storage/installation.h"

#include <catch2/catch.hpp>

#include "tests/tools/world.h"

TEST_CASE("what an installation decided is kept and can be replaced", "[storage][app]") {
    auto const database = GENERATE(from_range(test::databases()));
    test::World world(database);
    auto const now = world.clock.now();
    CHECK_FALSE(storage::installation::find(world.store, "public_url"));
    for (auto const* url : {"https://a.example", "https://b.example"}) {
        world.store.write(
            [&](storage::Write& write) { storage::installation::set(write, "public_url", url, now); });
        CHECK(storage::installation::find(world.store, "public_url") == url);
    }
}

TEST_CASE("the newest moment is that of the newest row, and none without rows", "[storage][app]") {
    auto const database = GENERATE(from_range(test::databases()));
    test::World world(database);
    CHECK_FALSE(storage::last_recorded(world.store));
    auto const now = world.clock.now();
    world.store.write([&](storage::Write& write) {
        storage::installation::set(write, "a", "1", now);
        storage::installation::set(write, "b", "2", now - std::chrono::hours(1));
    });
    CHECK(storage::last_recorded(world.store) == now);
}

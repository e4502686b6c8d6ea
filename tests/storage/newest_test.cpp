#include "storage/newest.h"

#include <catch2/catch.hpp>

#include "storage/installation.h"
#include "tests/tools/world.h"

TEST_CASE("the newest moment is that of the newest row, and none without rows", "[storage][app]") {
    auto const database = GENERATE(from_range(test::databases()));
    test::World world(database);
    CHECK_FALSE(storage::newest_moment(world.store));
    auto const now = world.clock.now();
    world.store.write([&](storage::Write& write) {
        storage::installation::set(write, "a", "1", now);
        storage::installation::set(write, "b", "2", now - std::chrono::hours(1));
    });
    CHECK(storage::newest_moment(world.store) == now);
}

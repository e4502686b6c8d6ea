#include "storage/host.h"

#include <catch2/catch.hpp>

#include "tests/tools/world.h"

using Catch::Generators::from_range;
using namespace std::chrono_literals;

TEST_CASE("trouble with the host is told by the first who meets it, and its end by the first who sees it",
          "[storage]") {
    test::World world(GENERATE(from_range(test::databases())));
    auto const raise = [&](char const* name, char const* why) {
        return world.store.write([&](storage::Write& write) {
            return storage::host_alerts::raise(write, {name, why, world.clock.now()});
        });
    };
    CHECK(raise("mail", "answer 554"));
    CHECK_FALSE(raise("mail", "answer 421"));
    CHECK(raise("clock", "ahead"));
    auto const all = storage::host_alerts::all(world.store);
    REQUIRE(all.size() == 2);
    CHECK(all[0].name == "clock");
    CHECK(all[1].why == "answer 554");
    CHECK(all[1].raised_at == world.clock.now());
    auto const clear = [](storage::Write& write) { return storage::host_alerts::clear(write, "mail"); };
    CHECK(world.store.write(clear));
    CHECK_FALSE(world.store.write(clear));
    CHECK(raise("mail", "again"));
}

TEST_CASE("what is believed of the clock is one row, held or not", "[storage][clock]") {
    test::World world(GENERATE(from_range(test::databases())));
    CHECK_FALSE(storage::clock_marks::find(world.store));
    auto const now = world.clock.now();
    auto const set = [&](storage::ClockMark const& mark) {
        world.store.write([&](storage::Write& write) { storage::clock_marks::set(write, mark); });
        return storage::clock_marks::find(world.store);
    };
    auto const held = set({now, 24h, now + 48h});
    CHECK(held->held == 24h);
    CHECK(held->jumped_to == now + 48h);
    auto const believed = set({now + 1h, {}, {}});
    CHECK(believed->seen_at == now + 1h);
    CHECK_FALSE(believed->held);
    CHECK_FALSE(believed->jumped_to);
}

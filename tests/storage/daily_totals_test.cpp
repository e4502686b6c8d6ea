#include "storage/daily_totals.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>
#include <vector>

#include "tests/tools/world.h"

namespace {

constexpr auto day = "2026-11-22";

bool reserve(storage::Store& store, long long micro, long long cap, char const* on = day) {
    return store.write(
        [&](storage::Write& write) { return storage::spend::reserve(write, "x", on, micro, cap); });
}

}  // namespace

TEST_CASE("nothing is booked beyond the cap of a day", "[storage][spend]") {
    test::World world(GENERATE(from_range(test::databases())));
    auto& store = world.store;
    CHECK_FALSE(reserve(store, 1001, 1000));
    CHECK(storage::spend::on(store, "x", day).calls == 0);
    CHECK(reserve(store, 600, 1000));
    CHECK_FALSE(reserve(store, 401, 1000));
    CHECK(reserve(store, 400, 1000));
    CHECK_FALSE(reserve(store, 1, 1000));
    CHECK(reserve(store, 0, 1000));
    CHECK_FALSE(reserve(store, -5, 1000));
    CHECK(reserve(store, 1000, 1000, "2026-11-23"));
    CHECK(storage::spend::on(store, "x", day).micro_dollars == 1000);
    CHECK(storage::spend::on(store, "another", day).micro_dollars == 0);
}

TEST_CASE("what a call really cost takes the place of what was booked", "[storage][spend]") {
    test::World world(GENERATE(from_range(test::databases())));
    auto& store = world.store;
    CHECK(reserve(store, 900, 1000));
    CHECK_FALSE(reserve(store, 200, 1000));
    store.write([](storage::Write& write) { storage::spend::settle(write, {"x", day, 300, 0, 7, 1}, 900); });
    auto const spent = storage::spend::on(store, "x", day);
    CHECK(spent.micro_dollars == 300);
    CHECK(spent.posts_read == 7);
    CHECK(spent.posts_written == 1);
    CHECK(spent.calls == 1);
    CHECK(reserve(store, 700, 1000));
    CHECK_FALSE(reserve(store, 1, 1000));
}

TEST_CASE("many who book at once stay below the cap together", "[storage][spend]") {
    test::World world(GENERATE(from_range(test::databases())));
    auto& store = world.store;
    std::atomic<int> booked = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] {
                for (int k = 0; k < 5; ++k) booked += reserve(store, 100, 1250) ? 1 : 0;
            });
    }
    CHECK(booked == 12);
    CHECK(storage::spend::on(store, "x", day).micro_dollars == 1200);
}

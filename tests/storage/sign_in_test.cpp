#include "storage/sign_in.h"

#include <catch2/catch.hpp>

#include "tests/tools/world.h"

using namespace std::chrono_literals;

namespace {

struct Throttled : test::World {
    using World::World;
    bool take(std::string const& what) {
        return store.write([&](storage::Write& write) {
            return storage::throttles::take(write, what, {3, 10min, 20min}, clock.now());
        });
    }
};

}  // namespace

TEST_CASE("tries are taken up to the limit, then only after a pause", "[storage][throttles]") {
    Throttled world(GENERATE(from_range(test::databases())));
    for (int i = 0; i < 3; ++i) CHECK(world.take("a"));
    CHECK_FALSE(world.take("a"));
    CHECK(world.take("b"));
    world.clock.advance(20min - 1ms);
    CHECK_FALSE(world.take("a"));
    world.clock.advance(1ms);
    for (int i = 0; i < 3; ++i) CHECK(world.take("a"));
    CHECK_FALSE(world.take("a"));
}

TEST_CASE("tries outside the window do not count, and right ones clear the count", "[storage][throttles]") {
    Throttled world(GENERATE(from_range(test::databases())));
    for (int i = 0; i < 3; ++i) CHECK(world.take("a"));
    world.clock.advance(10min);
    for (int i = 0; i < 3; ++i) CHECK(world.take("a"));
    world.store.write([](storage::Write& write) { storage::throttles::clear(write, "a"); });
    for (int i = 0; i < 3; ++i) CHECK(world.take("a"));
}

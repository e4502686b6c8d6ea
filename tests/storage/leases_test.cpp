#include "storage/leases.h"

#include <unistd.h>

#include <catch2/catch.hpp>

#include "tests/tools/world.h"

using namespace std::chrono_literals;
using storage::LeaseGuard;

namespace {

/// Two programs that want the same job.
struct Leased : test::World {
    using World::World;
    bool take(LeaseGuard& guard) { return guard.take(clock.now()); }
    bool renew(LeaseGuard& guard) { return guard.renew(clock.now()); }
    bool held(LeaseGuard const& guard) { return guard.held(store, clock.now()); }

    LeaseGuard one{store, "publisher", 30s}, two{store, "publisher", 30s};
};

}  // namespace

TEST_CASE("a lease has one holder until it runs out", "[storage][leases]") {
    Leased world(GENERATE(from_range(test::databases())));
    REQUIRE(world.take(world.one));
    CHECK_FALSE(world.take(world.two));
    world.clock.advance(29'999ms);
    CHECK_FALSE(world.take(world.two));
    world.clock.advance(1ms);
    CHECK(world.take(world.two));
}

TEST_CASE("a holder that was late finds that it lost the lease", "[storage][leases]") {
    Leased world(GENERATE(from_range(test::databases())));
    REQUIRE(world.take(world.one));
    CHECK(world.held(world.one));
    world.clock.advance(30s);
    CHECK_FALSE(world.held(world.one));
    REQUIRE(world.take(world.two));
    CHECK_FALSE(world.renew(world.one));
    CHECK_FALSE(world.held(world.one));
    CHECK(world.held(world.two));
}

TEST_CASE("a renewed lease goes on, also after a gap in which nobody took it", "[storage][leases]") {
    Leased world(GENERATE(from_range(test::databases())));
    REQUIRE(world.take(world.one));
    world.clock.advance(40s);
    CHECK(world.renew(world.one));
    world.clock.advance(20s);
    CHECK(world.held(world.one));
    CHECK_FALSE(world.take(world.two));
}

TEST_CASE("a lease that was given back is free at once", "[storage][leases]") {
    Leased world(GENERATE(from_range(test::databases())));
    REQUIRE(world.take(world.one));
    world.one.release();
    REQUIRE(world.take(world.two));
    world.one.release();
    CHECK(world.held(world.two));
}

TEST_CASE("a guard takes the lease, goes on with it and releases it at the end", "[storage][leases]") {
    Leased world(GENERATE(from_range(test::databases())));
    auto const now = [&] { return world.clock.now(); };
    {
        LeaseGuard guard(world.store, "publisher", 30s);
        CHECK_FALSE(guard.held(world.store, now()));
        CHECK_FALSE(guard.renew(now()));
        REQUIRE(guard.take(now()));
        CHECK(guard.held(world.store, now()));
        CHECK_FALSE(world.take(world.two));
        world.clock.advance(20s);
        CHECK(guard.take(now()));
        CHECK(guard.until() == now() + 30s);
    }
    CHECK(world.take(world.two));
}

TEST_CASE("a guard that lost its lease says so and releases nobody else's", "[storage][leases]") {
    Leased world(GENERATE(from_range(test::databases())));
    {
        LeaseGuard guard(world.store, "publisher", 30s);
        REQUIRE(world.take(guard));
        world.clock.advance(30s);
        REQUIRE(world.take(world.two));
        CHECK_FALSE(world.held(guard));
        CHECK_FALSE(world.take(guard));
        CHECK_FALSE(guard.until());
    }
    CHECK(world.held(world.two));
}

TEST_CASE("a job that ends in an exception leaves its lease to run out", "[storage][leases]") {
    Leased world(GENERATE(from_range(test::databases())));
    try {
        LeaseGuard guard(world.store, "publisher", 30s);
        REQUIRE(world.take(guard));
        throw std::runtime_error("trouble");
    } catch (std::runtime_error const&) {
        CHECK_FALSE(world.take(world.two));
    }
    world.clock.advance(30s);
    CHECK(world.take(world.two));
}

TEST_CASE("people can ask who has a lease, and the only process may end those of the dead",
          "[storage][leases]") {
    Leased world(GENERATE(from_range(test::databases())));
    auto const holder = [&] { return storage::lease_holder(world.store, "publisher", world.clock.now()); };
    CHECK_FALSE(holder());
    REQUIRE(world.take(world.one));
    REQUIRE(holder());
    CHECK(holder()->until == world.clock.now() + 30s);
    CHECK_THAT(holder()->name, Catch::Contains("process " + std::to_string(::getpid())));
    world.store.write([](storage::Write& write) { storage::end_leases(write); });
    CHECK_FALSE(holder());
    CHECK(world.take(world.two));
    CHECK_FALSE(world.renew(world.one));
}

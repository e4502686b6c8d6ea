#include "storage/leases.h"

#include <catch2/catch.hpp>

#include "tests/tools/world.h"

using namespace std::chrono_literals;
namespace leases = storage::leases;

namespace {

struct Leased : test::World {
    using World::World;
    std::optional<storage::Lease> take(std::string const& holder) {
        return store.write([&](storage::Write& write) {
            return leases::take(write, "publisher", holder, clock.now(), clock.now() + 30s);
        });
    }
    bool renew(storage::Lease& lease) {
        return store.write(
            [&](storage::Write& write) { return leases::renew(write, lease, clock.now() + 30s); });
    }
    bool held(storage::Lease const& lease) { return leases::held(store, lease, clock.now()); }
};

}  // namespace

TEST_CASE("a lease has one holder until it runs out, and each new holder a higher token",
          "[storage][leases]") {
    Leased world(GENERATE(from_range(test::databases())));
    auto const first = world.take("one");
    REQUIRE(first);
    CHECK(first->token == 1);
    CHECK_FALSE(world.take("two"));
    CHECK_FALSE(world.take("one"));

    world.clock.advance(29'999ms);
    CHECK_FALSE(world.take("two"));
    world.clock.advance(1ms);
    auto const second = world.take("two");
    REQUIRE(second);
    CHECK(second->token == 2);
}

TEST_CASE("a holder that was late finds that it lost the lease", "[storage][leases]") {
    Leased world(GENERATE(from_range(test::databases())));
    auto late = *world.take("one");
    CHECK(world.held(late));
    world.clock.advance(30s);
    CHECK_FALSE(world.held(late));
    auto const next = *world.take("two");
    CHECK_FALSE(world.renew(late));
    CHECK_FALSE(world.held(late));
    CHECK(world.held(next));
}

TEST_CASE("a renewed lease goes on, also after a gap in which nobody took it", "[storage][leases]") {
    Leased world(GENERATE(from_range(test::databases())));
    auto lease = *world.take("one");
    world.clock.advance(40s);
    CHECK(world.renew(lease));
    world.clock.advance(20s);
    CHECK(world.held(lease));
    CHECK_FALSE(world.take("two"));
}

TEST_CASE("a lease that was given back is free at once", "[storage][leases]") {
    Leased world(GENERATE(from_range(test::databases())));
    auto const lease = *world.take("one");
    world.store.write([&](storage::Write& write) { leases::release(write, lease); });
    auto const next = world.take("two");
    REQUIRE(next);
    world.store.write([&](storage::Write& write) { leases::release(write, lease); });
    CHECK(world.held(*next));
}

TEST_CASE("a guard takes the lease, goes on with it and releases it at the end", "[storage][leases]") {
    Leased world(GENERATE(from_range(test::databases())));
    auto const now = [&] { return world.clock.now(); };
    {
        storage::LeaseGuard guard(world.store, "publisher", 30s);
        CHECK_FALSE(guard.held(world.store, now()));
        CHECK_FALSE(guard.renew(now()));
        REQUIRE(guard.take(now()));
        CHECK(guard.held(world.store, now()));
        CHECK_FALSE(world.take("another"));
        world.clock.advance(20s);
        CHECK(guard.take(now()));
        CHECK(guard.until() == now() + 30s);
    }
    CHECK(world.take("another"));
}

TEST_CASE("a guard that lost its lease says so and releases nobody else's", "[storage][leases]") {
    Leased world(GENERATE(from_range(test::databases())));
    std::optional<storage::Lease> other;
    {
        storage::LeaseGuard guard(world.store, "publisher", 30s);
        REQUIRE(guard.take(world.clock.now()));
        world.clock.advance(30s);
        other = world.take("another");
        REQUIRE(other);
        CHECK_FALSE(guard.held(world.store, world.clock.now()));
        CHECK_FALSE(guard.take(world.clock.now()));
        CHECK_FALSE(guard.until());
    }
    CHECK(world.held(*other));
}

TEST_CASE("a job that ends in an exception leaves its lease to run out", "[storage][leases]") {
    Leased world(GENERATE(from_range(test::databases())));
    try {
        storage::LeaseGuard guard(world.store, "publisher", 30s);
        REQUIRE(guard.take(world.clock.now()));
        throw std::runtime_error("trouble");
    } catch (std::runtime_error const&) {
        CHECK_FALSE(world.take("another"));
    }
    world.clock.advance(30s);
    CHECK(world.take("another"));
}

#include "storage/networks.h"

#include <catch2/catch.hpp>

#include "tests/tools/world.h"

using namespace std::chrono_literals;
using Kind = storage::NetworkAlert::Kind;
using Catch::Generators::from_range;

namespace {

struct Alerted : test::World {
    using World::World;
    bool raise(Kind kind) {
        return store.write([&](storage::Write& write) {
            return storage::network_alerts::raise(write, {"x", kind, clock.now()});
        });
    }
    bool fix() {
        return store.write([&](storage::Write& write) { return storage::network_alerts::clear(write, "x"); });
    }
    bool make_due() {
        return store.write(
            [&](storage::Write& write) { return storage::networks::make_due(write, "x", clock.now()); });
    }
};

}  // namespace

TEST_CASE("an alert is raised and fixed for one caller each", "[storage]") {
    Alerted world(GENERATE(from_range(test::databases())));
    CHECK_FALSE(world.fix());
    CHECK(world.raise(Kind::auth));
    CHECK_FALSE(world.raise(Kind::auth));
    world.restart();
    CHECK_FALSE(world.raise(Kind::auth));
    CHECK(world.fix());
    CHECK_FALSE(world.fix());
    CHECK(world.raise(Kind::auth));
}

TEST_CASE("a refused account takes the place of silence, and not the other way round", "[storage]") {
    Alerted world(GENERATE(from_range(test::databases())));
    CHECK(world.raise(Kind::silent));
    world.clock.advance(1h);
    CHECK(world.raise(Kind::auth));
    CHECK_FALSE(world.raise(Kind::silent));
    auto const all = storage::network_alerts::all(world.store);
    REQUIRE(all.size() == 1);
    CHECK(all[0].kind == Kind::auth);
    CHECK(all[0].raised_at == world.clock.now());
}

TEST_CASE("a network is made due only before its time", "[storage]") {
    Alerted world(GENERATE(from_range(test::databases())));
    CHECK_FALSE(world.make_due());
    world.store.write([&](storage::Write& write) {
        storage::networks::add(write, "x", world.clock.now());
        storage::networks::failed(write, "x", "theirs", "down", world.clock.now(), world.clock.now() + 1h);
    });
    CHECK(world.make_due());
    CHECK_FALSE(world.make_due());
    auto const state = *storage::networks::find(world.store, "x");
    CHECK(state.due_at == world.clock.now());
    CHECK(state.added_at == world.clock.now());
    CHECK(state.failures == 1);
}

#include "storage/watch_queries.h"

#include <catch2/catch.hpp>

#include "tests/tools/world.h"

namespace {

storage::WatchQuery query(std::string const& words, std::optional<std::string> network = {}) {
    storage::WatchQuery row;
    row.id = storage::WatchQueryId::random();
    row.words = words;
    row.network = std::move(network);
    row.author = "Ines";
    row.steward = "Ben";
    row.review_at = test::ManualClock::start + std::chrono::hours(24 * 180);
    row.created_at = test::ManualClock::start;
    return row;
}

}  // namespace

TEST_CASE("watch queries are of one network or of all, once each, until they are retired",
          "[storage][watch]") {
    test::World world(GENERATE(from_range(test::databases())));
    auto const add = [&](storage::WatchQuery const& row) {
        return world.store.write(
            [&](storage::Write& write) { return storage::watch_queries::add(write, row); });
    };
    auto const everywhere = query("thanks");
    CHECK(add(everywhere));
    CHECK_FALSE(add(query("thanks")));
    CHECK(add(query("merci", "mastodon")));
    CHECK(storage::watch_queries::all(world.store).size() == 2);
    CHECK(storage::watch_queries::of_network(world.store, "x").size() == 1);
    CHECK(storage::watch_queries::of_network(world.store, "mastodon").size() == 2);

    auto const retire = [&] {
        return world.store.write([&](storage::Write& write) {
            return storage::watch_queries::retire(write, everywhere.id, world.clock.now());
        });
    };
    CHECK(retire());
    CHECK_FALSE(retire());
    CHECK(storage::watch_queries::of_network(world.store, "x").empty());
    CHECK(add(query("thanks", "x")));
    CHECK(storage::watch_queries::of_network(world.store, "x").at(0).id == everywhere.id);
}

TEST_CASE("who wrote a watch query does not keep it", "[storage][watch]") {
    test::World world(GENERATE(from_range(test::databases())));
    auto row = query("thanks");
    row.steward = row.author;
    CHECK_THROWS_AS(
        world.store.write([&](storage::Write& write) { storage::watch_queries::add(write, row); }),
        storage::Error);
}

TEST_CASE("a watch query that is still good is kept by whoever said so, until its next day",
          "[storage][watch]") {
    test::World world(GENERATE(from_range(test::databases())));
    auto const row = query("thanks");
    auto const next = row.review_at + std::chrono::hours(24);
    auto const review = [&](std::string const& steward) {
        return world.store.write([&](storage::Write& write) {
            return storage::watch_queries::review(write, row.id, steward, next);
        });
    };
    CHECK_FALSE(review("Cleo"));
    world.store.write([&](storage::Write& write) { storage::watch_queries::add(write, row); });
    CHECK(review("Cleo"));
    CHECK(storage::watch_queries::find(world.store, row.id)->steward == "Cleo");
    CHECK(storage::watch_queries::find(world.store, row.id)->review_at == next);
    CHECK_THROWS_AS(review(row.author), storage::Error);
    world.store.write(
        [&](storage::Write& write) { storage::watch_queries::retire(write, row.id, world.clock.now()); });
    CHECK_FALSE(review("Cleo"));
    CHECK_FALSE(storage::watch_queries::find(world.store, row.id));
}

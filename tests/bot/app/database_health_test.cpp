#include "bot/app/database_health.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "bot/base/log.h"
#include "storage/engine/error.h"
#include "storage/installation.h"
#include "tests/tools/world.h"

using namespace std::chrono_literals;

namespace {

/// Overwrites the pages of the file from the third on, as a failing disk does, and starts the program anew.
void damage(test::World& world) {
    world.store.write([&](storage::Write& write) {
        for (int i = 0; i < 2000; ++i)
            storage::installation::set(write, "key " + std::to_string(i), std::string(200, 'x'),
                                       world.clock.now());
    });
    world.restart();  // Everything is in the file then.
    auto const size = std::filesystem::file_size(world.database.url);
    std::fstream file(world.database.url, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(size - 400 * 1024));
    file << std::string(300 * 1024, '\xA5');
}

}  // namespace

TEST_CASE("a damaged page is found by reading the database, once a day", "[app][storage]") {
    test::World world;
    bot::log::start({"off", "text", {}});
    bot::DatabaseHealth health(world.store, world.clock);
    health.examine();
    CHECK_FALSE(health.damaged());
    damage(world);
    world.clock.advance(23h);
    health.examine();
    CHECK_FALSE(health.damaged());
    world.clock.advance(1h);
    health.examine();
    CHECK(health.damaged());
    bot::log::start({});
}

TEST_CASE("damage that a request or a job met is known at once, any other failure is none", "[app]") {
    test::World world;
    bot::log::start({"off", "text", {}});
    bot::DatabaseHealth health(world.store, world.clock);
    health.saw(std::runtime_error("mistake"));
    health.saw(storage::Error(storage::Error::Kind::full, "full"));
    CHECK_FALSE(health.damaged());
    damage(world);
    CHECK(world.store.damage().size() >= 1);
    try {
        for (int i = 0; i < 2000; ++i) storage::installation::find(world.store, "key " + std::to_string(i));
    } catch (std::exception const& failure) {
        health.saw(failure);
    }
    CHECK(health.damaged());
    bot::log::start({});
}

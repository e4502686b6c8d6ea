#include "tests/tools/world.h"

#include <catch2/catch.hpp>

#include "storage/engine/sql.h"

TEST_CASE("a world keeps its rows over a restart, on every engine", "[tools]") {
    auto const database = GENERATE(from_range(test::databases()));
    test::World world(database);
    world.store.write([](storage::Write& write) {
        write.session() << "insert into throttles (what, tries, since) values ('a', 1, 0)";
    });
    world.restart();
    long long rows = 0;
    storage::Read(world.store).session() << "select count(*) from throttles", storage::into(rows);
    CHECK(rows == 1);
}

TEST_CASE("two worlds share nothing", "[tools]") {
    auto const database = GENERATE(from_range(test::databases()));
    test::World one(database);
    test::World other(database);
    one.store.write([](storage::Write& write) {
        write.session() << "insert into throttles (what, tries, since) values ('a', 1, 0)";
    });
    long long rows = 0;
    storage::Read(other.store).session() << "select count(*) from throttles", storage::into(rows);
    CHECK(rows == 0);
}

#include "storage/engine/error.h"

#include <catch2/catch.hpp>

#include "storage/engine/sql.h"
#include "tests/tools/world.h"

TEST_CASE("neither a failed write nor what is logged of a failed read holds a value", "[storage]") {
    test::World world(GENERATE(from_range(test::databases())));
    std::string const secret = "ana@example.org";
    auto const add = [&](storage::Write& write) {
        write.session() << "insert into throttles (what, tries, since) values (:what, 1, 0)",
            storage::use(secret, "what");
    };
    world.store.write(add);
    try {
        world.store.write(add);
        FAIL("the second insert broke a unique key");
    } catch (storage::Error const& error) {
        CHECK(error.kind() == storage::Error::Kind::broken);
        CHECK_THAT(error.what(), !Catch::Contains(secret) && Catch::Contains("writing"));
    }
    try {
        storage::Read(world.store).session() << "select nothing from throttles where what = :what",
            storage::use(secret, "what");
        FAIL("there is no such column");
    } catch (std::exception const& error) {
        CHECK_THAT(storage::loggable(error), !Catch::Contains(secret));
        CHECK(storage::kind_of(error) == storage::Error::Kind::broken);
    }
}

TEST_CASE("other exceptions are logged as they are", "[storage]") {
    CHECK(storage::loggable(std::runtime_error("plain words")) == "plain words");
    CHECK_FALSE(storage::kind_of(std::runtime_error("plain words")));
    CHECK(storage::kind_of(storage::Error(storage::Error::Kind::full, "")) == storage::Error::Kind::full);
}

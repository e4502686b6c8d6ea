#include "storage/engine/kept_statements.h"

#include <soci/sqlite3/soci-sqlite3.h>

#include <catch2/catch.hpp>

#include "storage/engine/sql.h"
#include "tests/tools/marks.h"
#include "tests/tools/world.h"

using storage::use;

namespace {

struct Marked : test::World {
    Marked() {
        store.write([](storage::Write& write) {
            for (auto const* what : {"a", "b", "c"}) test::mark(write, what);
        });
    }
};

int statements_of(storage::Read const& read) {
    auto* const connection = storage::sqlite_of(read.session());
    int many = 0;
    for (auto* one = sqlite_api::sqlite3_next_stmt(connection, nullptr); one != nullptr;
         one = sqlite_api::sqlite3_next_stmt(connection, one))
        ++many;
    return many;
}

std::vector<std::string> from(storage::Read const& read, std::string const& least) {
    return storage::select_all<std::string>(
        read, "select what from throttles where what >= :least order by what", use(least, "least"));
}

}  // namespace

TEST_CASE("a statement that runs again is the one prepared before", "[storage][kept]") {
    Marked world;
    storage::Read const read(world.store);
    from(read, "a");
    auto const before = statements_of(read);
    CHECK(from(read, "b") == std::vector<std::string>{"b", "c"});
    CHECK(from(read, "c") == std::vector<std::string>{"c"});
    CHECK(statements_of(read) == before);
}

TEST_CASE("a kept statement that was half read holds up no checkpoint", "[storage][kept]") {
    Marked world;
    storage::Read const read(world.store);
    REQUIRE(storage::select_first<std::string>(read, "select what from throttles order by what") == "a");
    world.store.write([](storage::Write& write) { test::mark(write, "d"); });
    soci::session other(soci::sqlite3, "db=\"" + world.database.url + "\" timeout=1");
    int busy = 1, in_log = 1, moved = 1;
    other << "pragma wal_checkpoint(truncate)", soci::into(busy), soci::into(in_log), soci::into(moved);
    CHECK(busy == 0);
    CHECK(in_log == 0);
}

TEST_CASE("a statement may run within its own rows", "[storage][kept]") {
    Marked world;
    storage::Read const read(world.store);
    for (int again = 0; again < 2; ++again) {
        std::string seen, what, least = "a";
        storage::select_each(
            read, "select what from throttles where what >= :least order by what", std::tie(what),
            [&] {
                for (auto const& one : from(read, what)) seen += one;
                seen += ' ';
            },
            use(least, "least"));
        CHECK(seen == "abc bc c ");
    }
}

TEST_CASE("a kept statement keeps no value, and goes on after it failed", "[storage][kept]") {
    Marked world;
    auto const add = [&](std::string const& id, std::optional<std::string> const& key) {
        world.store.write([&](storage::Write& write) {
            auto const row = std::tuple(id, id, key);
            storage::insert(write, {"companies", "id, slug, seed_key, name, folded_name, state, created_at"},
                            std::tuple_cat(row, std::tuple<std::string, std::string, std::string, int>(
                                                    id, id, "active", 0)));
        });
    };
    add("one", "key");
    CHECK_THROWS_AS(add("one", "other"), storage::Error);
    add("two", std::nullopt);
    CHECK_THROWS_AS(add("three", "key"), storage::Error);
    CHECK(storage::select_all<std::string>(
              world.store,
              "select id || coalesce(seed_key, '') from companies where id in ('one', 'two', 'three') "
              "order by id") == std::vector<std::string>{"onekey", "two"});
}

TEST_CASE("a kept statement sees the schema that another changed", "[storage][kept]") {
    Marked world;
    storage::Read const read(world.store);
    CHECK(from(read, "b").size() == 2);
    {
        soci::session other(soci::sqlite3, "db=\"" + world.database.url + "\" timeout=1");
        other << "drop table throttles";
        other << "create table throttles (more text, what text primary key not null)";
        other << "insert into throttles values ('more', 'z')";
    }
    CHECK(from(read, "b") == std::vector<std::string>{"z"});
}

TEST_CASE("a session keeps a hundred statements and no more", "[storage][kept]") {
    Marked world;
    storage::Read const read(world.store);
    for (int i = 0; i < 300; ++i) {
        auto const sql = "select what from throttles where tries <> " + std::to_string(i + 5);
        CHECK(storage::select_all<std::string>(read, sql.c_str()).size() == 3);
    }
    CHECK(statements_of(read) == 100);
    CHECK(from(read, "b").size() == 2);
    CHECK(statements_of(read) == 100);
}

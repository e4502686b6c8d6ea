#include "storage/engine/backups.h"

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "storage/engine/error.h"
#include "tests/tools/world.h"

namespace backups = storage::backups;

namespace {

/// A folder of copies by name; nothing is in them.
struct Copies {
    void add(std::string const& name) const { std::ofstream(folder / name) << ""; }
    /// The name of the newest up to that schema; "" if there is none.
    std::string newest(int schema) const {
        auto const found = backups::newest(folder.path, schema);
        return found ? found->filename().string() : "";
    }

    test::Folder folder;
};

}  // namespace

TEST_CASE("the copy to go back to has the highest schema that fits, and of these is the latest",
          "[storage]") {
    Copies const copies;
    CHECK(copies.newest(99).empty());
    for (auto const* name : {"schema-9-20260901T080000Z.db", "schema-9-20260902T080000Z.db",
                             "schema-10-20260701T080000Z.db", "schema-2-20261201T080000Z.db"})
        copies.add(name);
    CHECK(copies.newest(1).empty());
    CHECK(copies.newest(8) == "schema-2-20261201T080000Z.db");
    CHECK(copies.newest(9) == "schema-9-20260902T080000Z.db");
    CHECK(copies.newest(10) == "schema-10-20260701T080000Z.db");
    CHECK(copies.newest(99) == "schema-10-20260701T080000Z.db");
}

TEST_CASE("of copies made in one second the last is the newest", "[storage]") {
    Copies const copies;
    copies.add("schema-9-20260901T080000Z.db");
    for (int again = 2; again <= 11; ++again) {
        auto const name = "schema-9-20260901T080000Z-" + std::to_string(again) + ".db";
        copies.add(name);
        CHECK(copies.newest(9) == name);
    }
    copies.add("schema-9-20260901T080001Z.db");
    CHECK(copies.newest(9) == "schema-9-20260901T080001Z.db");
}

TEST_CASE("other files in the folder of copies are no copies to go back to", "[storage]") {
    Copies const copies;
    for (auto const* name :
         {"schema-3-20260901T080000Z.db.part", "schema--3-20260901T080000Z.db", "schema-.db", "schema-x.db",
          "my-schema-3-20260901T080000Z.db", "schema-3", "notes.txt"})
        copies.add(name);
    CHECK(copies.newest(99).empty());
    CHECK_FALSE(backups::newest(copies.folder / "none", 99));
}

TEST_CASE("a copy is named by schema and second, and a second one of that second by a number", "[storage]") {
    Copies const copies;
    auto const name = [&] {
        auto const path = backups::path_for(copies.folder.path, 7,
                                            test::ManualClock::start + std::chrono::milliseconds(999));
        copies.add(path.filename().string());
        return path.filename().string();
    };
    CHECK(name() == "schema-7-20260901T080000Z.db");
    CHECK(name() == "schema-7-20260901T080000Z-2.db");
    CHECK(name() == "schema-7-20260901T080000Z-3.db");
}

TEST_CASE("a copy that fails leaves nothing behind and names where it was to go", "[storage]") {
    test::Folder const folder;
    auto const to = folder / "copy.db";
    soci::session session(soci::sqlite3, "db=\"" + (folder / "test.db").string() + "\"");
    session << "create table a (b integer)";
    session << "begin";  // SQLite makes no copy inside a transaction.
    CHECK_THROWS_WITH(backups::copy(session, to), Catch::Contains("copying the database to " + to.string()));
    CHECK_FALSE(std::filesystem::exists(to));
    session << "rollback";
    CHECK_THROWS_AS(backups::copy(session, folder / "none/copy.db"), storage::Error);
    CHECK_NOTHROW(backups::copy(session, to));
    CHECK(std::filesystem::file_size(to) > 0);
}

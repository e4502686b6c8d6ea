#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <thread>

#include "storage/engine/sql.h"
#include "storage/engine/upgrade.h"
#include "storage/nominations.h"
#include "tests/tools/marks.h"
#include "tests/tools/world.h"

namespace {

std::vector<std::filesystem::path> copies_in(std::filesystem::path const& folder) {
    std::vector<std::filesystem::path> found;
    for (auto const& entry : std::filesystem::directory_iterator(folder)) found.push_back(entry.path());
    return found;
}

/// A file as a program that knew only the first migrations left it.
void make_old(std::string const& path, int schema, std::string const& statement) {
    soci::session session(soci::sqlite3, "db=\"" + path + "\"");
    storage::migrate(session, 0, schema);
    session << statement;
}

int schema_in(std::filesystem::path const& path) {
    soci::session session(soci::sqlite3, "db=\"" + path.string() + "\"");
    return storage::schema_of(session);
}

struct Files {
    test::Folder folder;
    storage::StoreOptions options{(folder / "test.db").string(), folder / "backups", 2,
                                  [] { return test::ManualClock::start; }};
};

}  // namespace

TEST_CASE("a second store on the same file is refused and names the first one's process", "[storage]") {
    Files const files;
    storage::Store const first(files.options);
    CHECK_THROWS_WITH(storage::Store(files.options),
                      Catch::Contains("process " + std::to_string(::getpid())));
}

TEST_CASE("a command may work beside the process that holds the database", "[storage]") {
    Files const files;
    storage::Store const daemon(files.options);
    auto options = files.options;
    options.alongside = true;
    storage::Store command(options);
    command.write([](storage::Write& write) { test::mark(write, "a"); });
    CHECK(test::marked(daemon, "a"));
}

TEST_CASE("a command that works alongside does not keep the daemon from starting", "[storage]") {
    Files const files;
    auto options = files.options;
    options.alongside = true;
    storage::Store const command(options);
    CHECK_NOTHROW(storage::Store(files.options));
}

TEST_CASE("an older file is copied before it is brought up to date", "[storage]") {
    Files const files;
    make_old(files.options.database, 1, "insert into throttles (what, tries, since) values ('a', 1, 0)");
    storage::Store const store(files.options);
    CHECK(store.schema() == storage::migrations().back().number);
    CHECK(test::marked(store, "a"));
    auto const copies = copies_in(files.options.backups);
    REQUIRE(copies.size() == 1);
    CHECK(copies[0].filename() == "schema-1-20260901T080000Z.db");
    CHECK(schema_in(copies[0]) == 1);
}

TEST_CASE("signals of an older file are kept when their table is made anew", "[storage]") {
    Files const files;
    auto const& database = files.options.database;
    make_old(database, 16,
             R"(insert into seasons (id, name, opens_at, closes_at, announced_at, rules, rules_sha256,
        group_salt) values ('s', 'S', 0, 1, 2, '{}', 'x', 'y'))");
    make_old(
        database, 16,
        "insert into companies (id, name, folded_name, slug, state, created_at) values ('c', 'C', 'c', 'c', 'active', 0)");
    make_old(database, 16,
             R"(insert into nominations (id, season, category, company, state, person_hash, story_sha256,
        credit, may_publish, may_ask, language, evidence, confirm_hash, created_at, expires_at)
        values ('n', 's', 'team', 'c', 'unconfirmed', 'p', 'x', 'team', 0, 0, 'en', 'cold', 'l', 0, 1))");
    make_old(database, 16, "insert into nomination_signals values ('n', 'prefix', 'v')");
    storage::Store store(files.options);
    store.write([](storage::Write& write) {
        storage::nomination_signals::add(write, storage::NominationId("n"), {"mail_server", "w"});
        storage::nomination_signals::add(write, storage::NominationId("n"), {"prefix", "other"});
    });
    auto const kept = storage::nomination_signals::of(store, storage::NominationId("n"));
    REQUIRE(kept.size() == 2);
    CHECK(kept[1].value_hash == "v");
}

TEST_CASE("a migration that fails leaves the older schema, whole", "[storage]") {
    Files const files;
    make_old(files.options.database, 1, "create table candidates (id text)");
    CHECK_THROWS_AS(storage::Store(files.options), storage::Error);
    CHECK(schema_in(files.options.database) == 1);
    soci::session session(soci::sqlite3, "db=\"" + files.options.database + "\"");
    CHECK_THROWS(session << "select count(*) from companies");
}

TEST_CASE("a newer schema is refused with the command that goes back, and nothing is changed", "[storage]") {
    Files files;
    std::string copy;
    {
        storage::Store store(files.options);
        std::filesystem::create_directories(files.options.backups);
        copy = (files.options.backups / ("schema-" + std::to_string(store.schema()) + "-20260901T080000Z.db"))
                   .string();
        store.copy_to(copy);
        store.copy_to(files.options.backups / "schema-99-20260902T080000Z.db");
        store.write([](storage::Write& write) {
            test::mark(write, "newer");
            write.session() << "insert into migrations (number, name, applied_at) values (100, 'x', 0)";
        });
    }
    auto const refused = [&] {
        try {
            storage::Store{files.options};
        } catch (storage::Error const& error) {
            CHECK(error.kind() == storage::Error::Kind::newer_schema);
            return std::string(error.what());
        }
        return std::string();
    };
    auto const text = refused();
    CHECK_THAT(text, Catch::Contains("has schema 100") && Catch::Contains("cp '" + copy + "'"));
    // The command in the text does what it promises.
    auto const command = text.substr(text.find("rm -f"));
    REQUIRE(std::system(command.c_str()) == 0);
    CHECK_FALSE(test::marked(storage::Store(files.options), "newer"));

    std::filesystem::remove_all(files.options.backups);
    storage::Store(files.options).write([](storage::Write& write) {
        write.session() << "insert into migrations (number, name, applied_at) values (100, 'x', 0)";
    });
    CHECK_THAT(refused(), Catch::Contains("no copy from before the upgrade"));
}

TEST_CASE("the tables of another program are left alone", "[storage]") {
    Files const files;
    {
        soci::session session(soci::sqlite3, "db=\"" + files.options.database + "\"");
        session << "create table music (title text)";
    }
    CHECK_THROWS_WITH(storage::Store(files.options), Catch::Contains("another program"));
    soci::session session(soci::sqlite3, "db=\"" + files.options.database + "\"");
    int tables = 0;
    session << "select count(*) from sqlite_master", soci::into(tables);
    CHECK(tables == 1);
}

TEST_CASE("what is not a database is refused by name", "[storage]") {
    Files files;
    std::ofstream(files.options.database) << std::string(8192, 'x');
    CHECK_THROWS_WITH(storage::Store(files.options), Catch::Contains(files.options.database));
    files.options.database = files.folder.path.string();
    CHECK_THROWS_WITH(storage::Store(files.options), Catch::Contains(files.options.database));
    files.options.database = (files.folder / "test.db" / "below.db").string();
    CHECK_THROWS_WITH(storage::Store(files.options), Catch::Contains(files.options.database));
    files.options.database = "";
    CHECK_THROWS_AS(storage::Store(files.options), storage::Error);
}

TEST_CASE("a server that does not answer is named without the password", "[storage]") {
    Files files;
    files.options.database = "postgresql://ana:hunter2@127.0.0.1:1/awards";
    try {
        storage::Store{files.options};
        FAIL("nothing listens there");
    } catch (storage::Error const& error) {
        CHECK(error.kind() == storage::Error::Kind::unreachable);
        CHECK_THAT(error.what(), Catch::Contains("127.0.0.1") && !Catch::Contains("hunter2"));
    }
    files.options.database = "postgresql://ana:hunter2@127.0.0.1:hunter2/awards";
    CHECK_THROWS_WITH(storage::Store(files.options),
                      Catch::Contains("looks like") && !Catch::Contains("hunter2"));
}

TEST_CASE("programs that start at once on an empty server bring it up to date once", "[storage][threads]") {
    for (auto const& engine : test::databases()) {
        if (engine == "sqlite") continue;
        test::Folder const folder;
        test::Database const database(engine, folder);
        std::vector<std::thread> threads;
        std::atomic<int> opened = 0;
        for (int program = 0; program < 4; ++program)
            threads.emplace_back([&] {
                storage::Store const store(
                    {database.url, folder / "backups", 1, [] { return storage::Time{}; }});
                if (store.schema() == storage::migrations().back().number) ++opened;
            });
        for (auto& thread : threads) thread.join();
        CHECK(opened == 4);
    }
}

TEST_CASE("a sound database has no problems, a damaged one says so", "[storage]") {
    test::World world(GENERATE(from_range(test::databases())));
    CHECK(world.store.problems().empty());
    if (world.store.engine() == storage::Engine::postgresql) return;

    soci::session session(soci::sqlite3, "db=\"" + world.options().database + "\"");
    session << "insert into candidates (id, post, label, praise, reasons, model, lane, queue_key, state, "
               "created_at) "
               "values ('a', 'gone', 'praise', 1, '[]', 'm', 'likely', 1, 'waiting', 0)";
    CHECK(world.store.problems() ==
          std::vector<std::string>{"1 rows of candidates name a row of posts that is gone"});
}

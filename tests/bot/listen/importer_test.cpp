#include "bot/listen/importer.h"

#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cstdlib>

#include "bot/base/user_error.h"
#include "storage/daily_totals.h"
#include "storage/networks.h"
#include "storage/posts.h"
#include "tests/bot/networks/archive/archive_files.h"
#include "tests/fakes/fake_network.h"
#include "tests/tools/child.h"
#include "tests/tools/world.h"

using bot::listen::Imported;
using test::gzipped;
using test::post_line;
using test::write_file;

namespace {

struct Import {
    explicit Import(std::string const& database) : world(database) {}

    Imported run(std::vector<std::filesystem::path> const& files, std::optional<bot::Time> from = {}) {
        bot::listen::Intake intake(world.store, world.keys, world.clock, test::plain_judge());
        return bot::listen::import_posts(world.store, world.clock, intake, files, from);
    }
    long long counted() {
        long long posts = 0;
        for (auto const& count : storage::seen_counts::between(world.store, "0000", "9999"))
            posts += count.posts;
        return posts;
    }

    test::World world;
};

}  // namespace

TEST_CASE("importing reads files once, whatever they are packed with", "[listen]") {
    Import import(GENERATE(from_range(test::databases())));
    auto const plain = import.world.folder / "a.jsonl", packed = import.world.folder / "b.jsonl.gz";
    write_file(plain, post_line("1", "praise 0.9") + "oops\n" + post_line("2", "thanks"));
    write_file(packed, gzipped(post_line("3", "praise 0.7", "juno") + post_line("4", "other")));
    auto const first = import.run({plain, packed});
    CHECK(first.files == 2);
    CHECK(first.taken.read == 4);
    CHECK(first.taken.queued == 2);
    CHECK(first.skipped == 1);
    REQUIRE(first.first_skipped.size() == 1);
    CHECK(first.first_skipped[0].where == std::filesystem::canonical(plain).string() + ":2");

    auto const again = import.run({plain, packed});
    CHECK(again.taken.read == 0);
    CHECK(storage::posts::count(import.world.store) == 2);
    CHECK(import.counted() == 2);
    for (auto const& file : {plain, packed})
        CHECK(storage::imports::cursor(import.world.store, std::filesystem::canonical(file).string(), {}));
}

TEST_CASE("importing a copy of a file queues nothing twice", "[listen]") {
    Import import("sqlite");
    write_file(import.world.folder / "a.jsonl", post_line("1", "praise 0.9"));
    write_file(import.world.folder / "b.jsonl", post_line("1", "praise 0.9"));
    import.run({import.world.folder / "a.jsonl"});
    auto const again = import.run({import.world.folder / "b.jsonl"});
    CHECK(again.taken.known == 1);
    CHECK(again.taken.queued == 0);
}

TEST_CASE("importing from a day on leaves out what is older, and a later run can still take it", "[listen]") {
    Import import("sqlite");
    auto const file = import.world.folder / "a.jsonl";
    write_file(file, R"({"id": "old", "text": "praise 0.9", "created_at": "2026-07-31T23:59:59Z"}
{"id": "new", "text": "praise 0.9", "created_at": "2026-08-01"}
{"id": "whenever", "text": "praise 0.9", "created_at": ""}
)");
    auto const from = bot::Time(std::chrono::sys_days(std::chrono::year(2026) / 8 / 1));
    auto const first = import.run({file}, from);
    CHECK(first.too_old == 1);
    CHECK(first.taken.queued == 2);
    CHECK(import.run({file}).taken.queued == 1);
}

TEST_CASE("a file to import that is not there is told before anything is read", "[listen]") {
    Import import("sqlite");
    write_file(import.world.folder / "a.jsonl", post_line("1", "praise 0.9"));
    CHECK_THROWS_AS(import.run({import.world.folder / "a.jsonl", import.world.folder / "b.jsonl"}),
                    bot::UserError);
    CHECK(storage::posts::count(import.world.store) == 0);
}

TEST_CASE("an import that was killed goes on where it stopped and counts nothing twice", "[listen]") {
    Import import("sqlite");
    std::string lines;
    for (int i = 0; i < 1200; ++i)
        lines += post_line(std::to_string(i), i % 100 == 0 ? "praise 0.9" : "thanks", std::to_string(i));
    auto const file = import.world.folder / "a.jsonl";
    write_file(file, lines);
    auto const database = import.world.folder / "killed.db";
    auto const run = [&] {
        storage::Store store(
            {database.string(), import.world.folder / "backups", 3, [] { return bot::Time{}; }});
        bot::listen::Intake intake(store, import.world.keys, import.world.clock, test::plain_judge());
        auto const done = bot::listen::import_posts(store, import.world.clock, intake, {file}, {});
        long long counted = 0;
        for (auto const& count : storage::seen_counts::between(store, "0000", "9999")) counted += count.posts;
        return std::tuple(done.taken.read, storage::posts::count(store), counted);
    };
    auto const child = test::in_a_child([&] {
        ::setenv("SUPPORTAWARDS_KILL_AT", "import.page", 1);
        run();
    });
    int status = 0;
    ::waitpid(child, &status, 0);
    REQUIRE(WIFSIGNALED(status));
    CHECK(run() == std::tuple(700LL, 12LL, 1188LL));
}

TEST_CASE("an import tells how far it is", "[listen]") {
    Import import("sqlite");
    std::string lines;
    for (int i = 0; i < 600; ++i) lines += post_line(std::to_string(i));
    auto const file = import.world.folder / "a.jsonl";
    write_file(file, lines);
    bot::listen::Intake intake(import.world.store, import.world.keys, import.world.clock,
                               test::plain_judge());
    std::vector<bot::listen::ImportProgress> seen;
    bot::listen::import_posts(import.world.store, import.world.clock, intake, {file}, {},
                              [&](auto const& progress) { seen.push_back(progress); });
    REQUIRE(seen.size() == 2);
    CHECK(seen[0].posts == 500);
    CHECK(seen[1].posts == 600);
    CHECK(seen[1].used == seen[1].size);
}

#include "storage/engine/store.h"

#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>
#include <vector>

#include "storage/engine/sql.h"
#include "tests/tools/marks.h"
#include "tests/tools/world.h"

using test::mark;
using test::marked;
using test::marks;

TEST_CASE("a write that throws leaves nothing behind and its exception arrives", "[storage]") {
    test::World world(GENERATE(from_range(test::databases())));
    CHECK_THROWS_WITH(world.store.write([&](storage::Write& write) {
        mark(write, "a");
        throw std::runtime_error("no");
    }),
                      "no");
    world.store.write([&](storage::Write& write) { mark(write, "b"); });
    CHECK(marks(world.store) == 1);
}

TEST_CASE("what is thrown need not be an exception class", "[storage]") {
    test::World world(GENERATE(from_range(test::databases())));
    CHECK_THROWS_AS(world.store.write([](storage::Write&) { throw 42; }), int);
    world.store.write([&](storage::Write& write) { mark(write, "b"); });
    CHECK(marks(world.store) == 1);
}

TEST_CASE("a write returns what its change returned, and sees its own changes", "[storage]") {
    test::World world(GENERATE(from_range(test::databases())));
    auto const seen = world.store.write([&](storage::Write& write) {
        mark(write, "a");
        return std::pair(marks(write), marks(world.store));
    });
    CHECK(seen == std::pair(1LL, 0LL));
    CHECK(marked(world.store, "a"));
}

TEST_CASE("a statement that failed inside a write takes all of it back", "[storage]") {
    test::World world(GENERATE(from_range(test::databases())));
    CHECK_THROWS_AS(world.store.write([&](storage::Write& write) {
        mark(write, "a");
        mark(write, "a");
    }),
                    storage::Error);
    CHECK(marks(world.store) == 0);
}

TEST_CASE("a write inside a write is refused instead of waiting for itself", "[storage]") {
    test::World world(GENERATE(from_range(test::databases())));
    CHECK_THROWS_AS(world.store.write([&](storage::Write&) { world.store.write([](storage::Write&) {}); }),
                    std::logic_error);
    world.store.write([&](storage::Write& write) { mark(write, "after"); });
    CHECK(marked(world.store, "after"));
}

TEST_CASE("a transaction left open by a reader does not reach the next one", "[storage]") {
    test::World world(GENERATE(from_range(test::databases())));
    for (int session = 0; session < 3; ++session) storage::Read(world.store).session() << "begin";
    world.store.write([&](storage::Write& write) { mark(write, "a"); });
    for (int session = 0; session < 3; ++session) {
        CHECK(marked(world.store, "a"));
        CHECK_NOTHROW(storage::Read(world.store).session() << "begin");
    }
}

TEST_CASE("of many writers at once each keeps its own, and those that fail take only themselves back",
          "[storage][threads]") {
    test::World world(GENERATE(from_range(test::databases())));
    constexpr int writers = 8;
    constexpr int rounds = 25;
    std::vector<std::thread> threads;
    std::vector<int> failed(writers);
    for (int writer = 0; writer < writers; ++writer)
        threads.emplace_back([&, writer] {
            for (int round = 0; round < rounds; ++round) try {
                    world.store.write([&](storage::Write& write) {
                        mark(write, std::to_string(writer) + "-" + std::to_string(round));
                        if (round % 3 == 0) mark(write, "0-0");  // Taken, unless this is the very first.
                        if (round % 5 == 0) throw std::runtime_error("no");
                    });
                } catch (std::exception const&) {
                    ++failed[static_cast<std::size_t>(writer)];
                }
        });
    for (auto& thread : threads) thread.join();
    long long kept = writers * rounds;
    for (auto const count : failed) kept -= count;
    CHECK(marks(world.store) >= kept);
    CHECK(marks(world.store) <= kept + 1);
    CHECK(marked(world.store, "3-1"));
    CHECK_FALSE(marked(world.store, "3-5"));
}

TEST_CASE("readers and writers do not wait for each other's sessions for ever", "[storage][threads]") {
    test::World world(GENERATE(from_range(test::databases())));
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 6; ++thread)
        threads.emplace_back([&, thread] {
            for (int round = 0; round < 20; ++round) {
                if (thread % 2 == 0)
                    world.store.write([&](storage::Write& write) {
                        mark(write, std::to_string(thread) + "-" + std::to_string(round));
                    });
                marks(world.store);
            }
        });
    for (auto& thread : threads) thread.join();
    CHECK(marks(world.store) == 60);
}

TEST_CASE("a change that another transaction was in the way of runs again until it fits",
          "[storage][threads]") {
    test::World world(GENERATE(from_range(test::databases())));
    world.store.write([](storage::Write& write) { mark(write, "counter"); });
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread)
        threads.emplace_back([&] {
            for (int round = 0; round < 10; ++round)
                world.store.write([](storage::Write& write) {
                    long long tries = 0;
                    write.session() << "select tries from throttles where what = 'counter'",
                        storage::into(tries);
                    ++tries;
                    write.session() << "update throttles set tries = :tries where what = 'counter'",
                        storage::use(tries, "tries");
                });
        });
    for (auto& thread : threads) thread.join();
    long long tries = 0;
    storage::Read(world.store).session() << "select tries from throttles", storage::into(tries);
    CHECK(tries == 41);
}

TEST_CASE("a change that others were in the way of twice runs with no other beside it",
          "[storage][threads]") {
    test::World world(GENERATE(from_range(test::databases())));
    world.store.write([](storage::Write& write) { mark(write, "counter"); });
    auto const read = [](storage::Write& write) {
        return storage::select_value<long long>(write, "select tries from throttles where what = 'counter'");
    };
    auto const count_up = [&](storage::Write& write) {
        auto const tries = read(write) + 1;
        storage::execute(write, "update throttles set tries = :tries where what = 'counter'",
                         storage::use(tries, "tries"));
    };
    std::atomic<bool> over = false;
    std::atomic<bool> alone = false;
    std::atomic<int> beside = 0;
    std::atomic<int> others = 0;
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 2; ++thread)
        threads.emplace_back([&] {
            for (; !over; ++others)
                world.store.write([&](storage::Write& write) {
                    count_up(write);
                    if (alone) ++beside;
                });
        });
    int const in_the_way = world.store.engine() == storage::Engine::sqlite ? 0 : 2;
    int tries = 0;
    world.store.write([&](storage::Write& write) {
        read(write);
        if (++tries <= in_the_way) {
            for (auto const before = others.load(); others == before;) std::this_thread::yield();
            count_up(write);
        }
        alone = true;
        for (int round = 0; round < 200; ++round) count_up(write);
        alone = false;
    });
    over = true;
    threads.clear();
    CHECK(beside == 0);
    CHECK(tries == in_the_way + 1);
}

TEST_CASE("the write-ahead file stays small under steady writes", "[storage]") {
    test::World world;
    for (int round = 0; round < 40; ++round)
        world.store.write([&](storage::Write& write) {
            for (int row = 0; row < 100; ++row)
                test::mark_large(write, std::to_string(round * 100 + row), 4000);
        });
    CHECK(std::filesystem::file_size(world.options().database) > 10'000'000);
    CHECK(std::filesystem::file_size(world.options().database + "-wal") < 9'000'000);
}

TEST_CASE("a copy is whole, for the owner alone, and never replaces a file", "[storage]") {
    test::World world;
    world.store.write([](storage::Write& write) { mark(write, "a"); });
    auto const copy = world.folder / "copy.db";
    world.store.copy_to(copy);
    CHECK((std::filesystem::status(copy).permissions() & std::filesystem::perms(0777)) ==
          std::filesystem::perms(0600));
    CHECK_THROWS_AS(world.store.copy_to(copy), storage::Error);
    storage::Store const copied(
        {copy.string(), world.folder / "backups", 1, [] { return test::ManualClock::start; }});
    CHECK(marked(copied, "a"));
}

TEST_CASE("only a file is copied, and only of its disk it is known what is free", "[storage]") {
    test::World world(GENERATE(from_range(test::databases())));
    bool const file = world.store.engine() == storage::Engine::sqlite;
    CHECK(world.store.free_bytes().has_value() == file);
    if (file) {
        CHECK(world.store.free_bytes() > 0U);
        return;
    }
    CHECK_THROWS_WITH(world.store.copy_to(world.folder / "copy.db"), Catch::Contains("pg_dump"));
    CHECK_FALSE(std::filesystem::exists(world.folder / "copy.db"));
}

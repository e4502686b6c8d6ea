#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>
#include <thread>

#include "tests/tools/child.h"
#include "tests/tools/marks.h"
#include "tests/tools/world.h"

namespace {

storage::StoreOptions options(std::string const& database, test::Folder const& folder) {
    return {database, folder / "backups", 2, [] { return test::ManualClock::start; }};
}

/// Writes without end from several threads; the number of each row goes into the pipe once it is
/// acknowledged.
[[noreturn]] void write_for_ever(storage::StoreOptions const& settings, int acknowledged) {
    storage::Store store(settings);
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread)
        threads.emplace_back([&, thread] {
            for (int number = thread;; number += 4) {
                store.write([&](storage::Write& write) { test::mark(write, std::to_string(number)); });
                if (::write(acknowledged, &number, sizeof number) != sizeof number) ::_exit(1);
            }
        });
    for (auto& thread : threads) thread.join();
    ::_exit(0);
}

/// A file system of that size; absent without the right to mount one.
class SmallDisk {
public:
    explicit SmallDisk(std::string const& size) {
        mounted_ = ::mount("tmpfs", folder.path.c_str(), "tmpfs", 0, ("size=" + size).c_str()) == 0;
    }
    ~SmallDisk() {
        if (mounted_) ::umount2(folder.path.c_str(), MNT_DETACH);
    }
    explicit operator bool() const { return mounted_; }
    test::Folder const folder;

private:
    bool mounted_ = false;
};

/// The first write that finds no room; how many were acknowledged before.
int fill(storage::Store& store, std::size_t bytes, std::string const& name) {
    for (int number = 0;; ++number) try {
            store.write([&](storage::Write& write) {
                test::mark_large(write, name + std::to_string(number), bytes);
            });
        } catch (storage::Error const& error) {
            REQUIRE(error.kind() == storage::Error::Kind::full);
            return number;
        }
}

}  // namespace

TEST_CASE("everything acknowledged is there after the process was killed while it wrote", "[storage]") {
    auto const engine = GENERATE(from_range(test::databases()));
    test::Folder const folder;
    test::Database const database(engine, folder);
    int pipe[2];
    REQUIRE(::pipe(pipe) == 0);
    auto const child = test::in_a_child([&] { write_for_ever(options(database.url, folder), pipe[1]); });
    REQUIRE(child >= 0);
    ::close(pipe[1]);

    std::vector<int> acknowledged;
    for (int number = 0; ::read(pipe[0], &number, sizeof number) == sizeof number;) {
        acknowledged.push_back(number);
        if (acknowledged.size() == 200) ::kill(child, SIGKILL);
    }
    ::close(pipe[0]);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));

    storage::Store const store(options(database.url, folder));
    REQUIRE(acknowledged.size() >= 200);
    for (auto const number : acknowledged) CHECK(test::marked(store, std::to_string(number)));
    CHECK(store.problems().empty());
}

TEST_CASE("a full disk refuses what it cannot keep and keeps all it acknowledged", "[storage]") {
    SmallDisk const disk("3m");
    if (!disk) {
        WARN("mounting a small disk needs root; this test was left out");
        return;
    }
    auto const settings = options((disk.folder / "test.db").string(), disk.folder);
    std::ofstream(disk.folder / "ballast") << std::string(400'000, 'x');
    auto const bytes = GENERATE(std::size_t{300}, std::size_t{50'000});
    int kept = 0;
    {
        storage::Store store(settings);
        kept = fill(store, bytes, "first");
        CHECK(kept > 0);
        CHECK(test::marks(store) == kept);

        std::filesystem::remove(disk.folder / "ballast");
        auto const more = fill(store, bytes, "second");
        CHECK(more > 0);
        kept += more;
        CHECK(test::marks(store) == kept);
    }
    storage::Store const store(settings);
    CHECK(test::marks(store) == kept);
    CHECK(store.problems().empty());
}

TEST_CASE("a change that fills the disk half-way takes back only itself", "[storage][threads]") {
    SmallDisk const disk("8m");
    if (!disk) {
        WARN("mounting a small disk needs root; this test was left out");
        return;
    }
    storage::Store store(options((disk.folder / "test.db").string(), disk.folder));
    std::atomic<int> refused = 0;
    std::thread large([&] {
        for (int round = 0; round < 5; ++round) try {
                store.write([&](storage::Write& write) {
                    for (int row = 0; row < 400; ++row)
                        test::mark_large(write, std::to_string(round) + "-" + std::to_string(row), 50'000);
                });
            } catch (storage::Error const& error) {
                if (error.kind() == storage::Error::Kind::full) ++refused;
            }
    });
    int kept = 0;
    for (int number = 0; number < 200; ++number) try {
            store.write([&](storage::Write& write) { test::mark(write, std::to_string(number)); });
            ++kept;
        } catch (storage::Error const& error) {
            CHECK(error.kind() == storage::Error::Kind::full);
        }
    large.join();
    CHECK(refused == 5);
    CHECK(test::marks(store) == kept);
    store.write([](storage::Write& write) { test::mark(write, "after"); });
    CHECK(test::marked(store, "after"));
}

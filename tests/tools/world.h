#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "bot/base/clock.h"
#include "bot/base/keys.h"
#include "storage/engine/store.h"

namespace test {

/// A fresh folder under the system's temporary one, removed at the end.
class Folder {
public:
    Folder();
    Folder(Folder const&) = delete;
    ~Folder();
    std::filesystem::path operator/(std::filesystem::path const& name) const { return path / name; }

    std::filesystem::path const path;
};

/// Stands still at 2026-09-01 08:00:00 UTC until it is moved. Any thread.
class ManualClock : public bot::Clock {
public:
    static constexpr bot::Time start{std::chrono::sys_days(std::chrono::year(2026) / 9 / 1) +
                                     std::chrono::hours(8)};
    bot::Time now() const override { return bot::Time(std::chrono::milliseconds(now_.load())); }
    std::chrono::milliseconds running() const override { return std::chrono::milliseconds(running_.load()); }
    /// Time passes.
    void advance(std::chrono::milliseconds by) {
        running_ += by.count();
        now_ += by.count();
    }
    /// Somebody sets the clock; no time passes.
    void set(bot::Time to) { now_ = to.time_since_epoch().count(); }

private:
    std::atomic<long long> now_ = start.time_since_epoch().count();
    std::atomic<long long> running_ = 0;
};

/// The engines to run a test on: "sqlite", and "postgresql" when SUPPORTAWARDS_TEST_POSTGRESQL names a server
/// (tests/tools/with_postgresql starts one):  auto const database = GENERATE(from_range(test::databases()));
std::vector<std::string> databases();

/// An empty database on the engine of that name: a file in `folder`, or on the test server until destroyed.
class Database {
public:
    Database(std::string const& engine, Folder const& folder);
    Database(Database const&) = delete;
    ~Database();

    /// What StoreOptions::database takes.
    std::string url;

private:
    std::string name_;
};

/// What nearly every test stands on.
class World {
public:
    explicit World(std::string const& engine = "sqlite");

    storage::StoreOptions options();
    /// Closes the store and opens it again, as a restart of the program would.
    void restart();

    Folder folder;
    ManualClock clock;
    bot::Keys keys;
    Database database;
    storage::Store store;
};

}  // namespace test

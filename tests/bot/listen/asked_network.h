#pragma once

#include <string>
#include <vector>

#include "bot/networks/network.h"
#include "storage/networks.h"
#include "tests/tools/world.h"

namespace test {

/// A database and the one network "fake", of which a test says how asking it went.
struct AskedNetwork : World {
    explicit AskedNetwork(std::string const& engine = "sqlite") : World(engine) {
        bot::networks::Network fake;
        fake.name = "fake";
        fake.policy.title = "Fake";
        fake.policy.source = "https://fake.example/rules";
        fake.policy.checked_on = "2026-08-20";
        networks.push_back(std::move(fake));
        store.write([&](storage::Write& write) { storage::networks::add(write, "fake", clock.now()); });
    }
    void succeed(std::chrono::milliseconds until_next = std::chrono::minutes(1)) {
        store.write([&](storage::Write& write) {
            storage::networks::succeeded(write, "fake", clock.now(), clock.now() + until_next);
        });
    }
    void fail(std::string const& error_class, int times = 1) {
        for (int i = 0; i < times; ++i)
            store.write([&](storage::Write& write) {
                storage::networks::failed(write, "fake", error_class,
                                          "fake: GET fake.example/timeline said no", clock.now(),
                                          clock.now() + std::chrono::hours(1));
            });
    }

    std::vector<bot::networks::Network> networks;
};

}  // namespace test

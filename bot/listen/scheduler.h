#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "bot/base/clock.h"
#include "bot/listen/back_off.h"
#include "bot/listen/intake.h"
#include "bot/networks/network.h"
#include "storage/engine/store.h"
#include "storage/leases.h"

namespace bot::listen {

/// Asks each network for what is new and is watched for, a thread each. What is due says the database, so a
/// restart loses nothing; a lease there keeps two programs from asking the same network. One network's
/// failure never touches another.
class Scheduler {
public:
    /// `networks` and what else is referred to outlive it; `chance` gives numbers from 0 to 1 (any thread).
    Scheduler(storage::Store& store, Clock const& clock, Intake& intake,
              std::vector<networks::Network> const& networks, BackOff back_off,
              std::function<double()> chance);
    ~Scheduler();

    /// Starts the threads.
    void start();
    /// Asks them to end and waits: for the page that is being taken in, not for more.
    void stop();

    /// Takes in one page of that network if it is due. How long nothing will be due; zero when more is
    /// waiting. Does not throw. One thread at a time for one network.
    std::chrono::milliseconds run_once(networks::Network const& network);

private:
    std::chrono::milliseconds ask(networks::Network const& network, storage::LeaseGuard& lease,
                                  networks::WatchQuery const& query, std::string const& cursor);
    /// What the rows say now.
    networks::WatchQuery watched(std::string const& network);
    std::chrono::milliseconds failed(networks::Network const& network, std::string_view error_class,
                                     std::string const& why, std::optional<std::chrono::seconds> asked_for);
    /// The lease on a network, taken or renewed; null if another program has it.
    storage::LeaseGuard* lease_on(std::string const& network, Time now);
    void release_leases();

    storage::Store& store_;
    Clock const& clock_;
    Intake& intake_;
    std::vector<networks::Network> const& networks_;
    BackOff const back_off_;
    std::function<double()> const chance_;
    std::mutex mutex_;
    std::map<std::string, storage::LeaseGuard> leases_;  // guarded by mutex_; each is its network's thread's
    std::set<std::string> told_;  // guarded by mutex_; watch queries that were left out
    std::vector<std::jthread> threads_;
};

}  // namespace bot::listen

#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "bot/base/clock.h"
#include "bot/base/guarded.h"
#include "bot/listen/intake.h"
#include "bot/networks/network.h"
#include "storage/engine/store.h"
#include "storage/leases.h"

// When each network is asked, and what happens when it does not answer.
namespace bot::listen {

/// How long a network that failed is left in peace.
struct BackOff {
    std::chrono::seconds first{30};   // after the first failure
    std::chrono::seconds most{3600};  // however many there were
};
/// How long to wait after so many failures in a row (1 or more): doubles with each up to `most`, then a
/// quarter more or less by `chance` (0 to 1), so that those who failed together do not come back together.
/// Never less than a network asked for.
std::chrono::milliseconds wait_after(BackOff const& settings, int failures, double chance,
                                     std::optional<std::chrono::seconds> asked_for = {});

/// Asks each network for what is new and is watched for, a thread each. The database says what is due
/// (`networks.due_at`), so a restart loses nothing; a lease there keeps two programs from asking the same
/// network, and the write that stores a page checks it once more. One network's failure never touches
/// another: it is logged, noted in the network's row by class, and the network asked again after
/// wait_after().
class Scheduler {
public:
    /// `networks` and what else is referred to outlive it; `chance` gives numbers from 0 to 1 (any thread).
    /// Asks nobody yet.
    Scheduler(storage::Store& store, Clock const& clock, Intake& intake,
              std::vector<networks::Network> const& networks, BackOff back_off,
              std::function<double()> chance);
    ~Scheduler() { stop(); }

    /// Starts the threads, one for each network that can be searched. Once.
    void start();
    /// Asks them to end and waits: for the page that is being taken in, not for more. Gives the leases back,
    /// so that another program need not wait for them to run out. Harmless if nothing was started.
    void stop();

    /// Takes in one page of that network if it is due. How long nothing will be due; zero when more is
    /// waiting. Does not throw: also when the database does not answer, it is tried again later. One thread
    /// at a time for one network. What the threads do; tests call it instead of start().
    std::chrono::milliseconds run_once(networks::Network const& network);

private:
    /// One page: searched, taken in, and noted down, also if it failed. How long nothing will be due.
    std::chrono::milliseconds ask(networks::Network const& network, storage::LeaseGuard& lease,
                                  networks::WatchQuery const& query, std::string const& cursor);
    /// What the rows of the watch list say now. What is left out is logged once.
    networks::WatchQuery watched(std::string const& network);
    /// Notes a failure down and logs it. How long to wait.
    std::chrono::milliseconds failed(networks::Network const& network, std::string_view error_class,
                                     std::string const& why, std::optional<std::chrono::seconds> asked_for);
    /// Logs once who has the lease on a network. How long to wait before it is asked for again.
    std::chrono::milliseconds tell_who_listens(std::string const& network, Time now);
    /// The lease on a network, taken or renewed; null if another program has it.
    storage::LeaseGuard* lease_on(std::string const& network, Time now);

    storage::Store& store_;
    Clock const& clock_;
    Intake& intake_;
    std::vector<networks::Network> const& networks_;
    BackOff const back_off_;
    std::function<double()> const chance_;
    Mutex mutex_;
    /// By network; each is used by its network's thread alone.
    std::map<std::string, storage::LeaseGuard> leases_ GUARDED_BY(mutex_);
    /// Watch queries whose being left out was logged, and holders of leases that were.
    std::set<std::string> told_ GUARDED_BY(mutex_);
    std::vector<std::jthread> threads_;
};

}  // namespace bot::listen

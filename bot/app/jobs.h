#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <list>
#include <string>
#include <thread>
#include <vector>

#include "bot/base/guarded.h"
#include "bot/base/log.h"

namespace bot {

/// The jobs that repeat while the daemon runs, a thread each. One that throws is logged and comes back later
/// and later, up to a minute apart; it never stops another. Any thread. Destroying it stops them, too.
class Jobs {
public:
    /// `failed` hears of each exception, on the job's thread; it must not throw.
    using Failed = std::function<void(std::exception const&)>;
    explicit Jobs(Failed failed = {}) : failed_(std::move(failed)) {}

    /// Starts at once, and again each time `interval` has passed since it ended, so that runs never overlap.
    /// `job` does what is due and returns; it may throw. `name` is for the log and stuck().
    void add(log::Literal name, std::chrono::milliseconds interval, std::function<void()> job);
    /// The jobs that have been at one run for more than `longest`, by name; empty if all is well.
    std::vector<std::string> stuck(std::chrono::steady_clock::duration longest) const;
    /// Asks all to end, then waits for each; what they are at is finished first. Afterwards there are none.
    void stop();

private:
    struct Job {
        explicit Job(log::Literal called) : name(called) {}
        // Set before its thread begins, and never changed.
        log::Literal name;
        std::function<void()> work;
        std::chrono::milliseconds interval{};
        int failures = 0;                                    // of its thread alone
        std::chrono::steady_clock::time_point not_before{};  // likewise
        /// When the run began that is going on, in ticks of the steady clock; 0 between runs.
        std::atomic<std::chrono::steady_clock::rep> since = 0;
        std::jthread thread;  // Last: its destructor requests the stop and joins while the others still live.
    };
    void run(Job& job) const;
    /// After a run that threw: logs it and puts the next one off.
    void put_off(Job& job, std::exception const& error) const;

    Failed const failed_;
    mutable Mutex mutex_;
    std::list<Job> jobs_ GUARDED_BY(mutex_);  // what a Job holds is its thread's
};

}  // namespace bot

#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "bot/base/log.h"

namespace bot {

/// Runs `job` at once and then every `interval`, on a thread of its own, until stopped or destroyed. `job`
/// must not throw. The interval counts from the end of a run, so that runs never overlap.
class Repeat {
public:
    Repeat(std::chrono::milliseconds interval, std::function<void()> job)
        : interval_(interval), job_(std::move(job)), thread_([this](std::stop_token stop) { run(stop); }) {}
    Repeat(Repeat const&) = delete;

    /// Runs the job again without waiting for the interval; once, however often it is called meanwhile. Any
    /// thread.
    void soon() {
        {
            std::lock_guard const hold(mutex_);
            asked_ = true;
        }
        wake_.notify_all();
    }
    /// Asks for the end and returns at once; the destructor waits for it.
    void request_stop() { thread_.request_stop(); }

private:
    void run(std::stop_token const& stop) {
        while (!stop.stop_requested()) {
            job_();
            std::unique_lock hold(mutex_);
            wake_.wait_for(hold, stop, interval_, [this] { return asked_; });
            asked_ = false;
        }
    }

    std::chrono::milliseconds const interval_;
    std::function<void()> const job_;   // called by thread_ alone
    std::mutex mutex_;                  // not held while the job runs
    std::condition_variable_any wake_;  // with mutex_
    bool asked_ = false;                // guarded by mutex_
    std::jthread thread_;  // Last: its destructor requests the stop and joins while the others still live.
};

/// The jobs that repeat while the daemon runs, a thread each. One that throws is logged and comes back later
/// and later, up to a minute apart; it never stops another. Any thread.
class Jobs {
public:
    /// Starts at once. `job` does what is due and returns; it may throw. `name` is for the log and stuck().
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
        std::optional<Repeat> repeat;
    };
    static void run(Job& job);

    mutable std::mutex mutex_;
    std::list<Job> jobs_;  // guarded by mutex_; what a Job holds is its thread's
};

}  // namespace bot

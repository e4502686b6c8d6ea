#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

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
    std::function<void()> const job_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    bool asked_ = false;   // guarded by mutex_
    std::jthread thread_;  // Last: its destructor requests the stop and joins while the others still live.
};

}  // namespace bot

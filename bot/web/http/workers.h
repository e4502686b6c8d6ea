#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace bot::web {

/// A few threads that run jobs in the order given. Jobs must not throw. Any thread.
class Workers {
public:
    explicit Workers(int threads) {
        for (int i = 0; i < threads; ++i)
            threads_.emplace_back([this](std::stop_token const& stop) { run(stop); });
    }
    /// Finishes the jobs that were given.
    ~Workers() = default;

    void give(std::function<void()> job) {
        {
            std::lock_guard const hold(mutex_);
            jobs_.push_back(std::move(job));
        }
        arrived_.notify_one();
    }

private:
    void run(std::stop_token const& stop) {
        for (;;) {
            std::unique_lock hold(mutex_);
            arrived_.wait(hold, stop, [this] { return !jobs_.empty(); });
            if (jobs_.empty()) return;
            auto const job = std::move(jobs_.front());
            jobs_.pop_front();
            hold.unlock();
            job();
        }
    }

    std::mutex mutex_;
    std::condition_variable_any arrived_;
    std::deque<std::function<void()>> jobs_;  // guarded by mutex_
    std::vector<std::jthread> threads_;       // Last: they end while the others still live.
};

}  // namespace bot::web

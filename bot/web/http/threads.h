#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

// The threads of the listener: its library's, which only read and write, and ours, which run handlers.
namespace bot::web {

/// How many threads the library takes; only the first call of a process counts. Before anything of the
/// listener is used: it takes 40 otherwise. Does nothing if the library has started its threads already.
void use_threads(int count);

/// A few threads that run jobs in the order given. Jobs must not throw. Any thread.
class Workers {
public:
    explicit Workers(int threads);
    /// Finishes the jobs that were given.
    ~Workers() = default;

    /// Returns at once; there is no limit on how many wait.
    void give(std::function<void()> job);

private:
    /// What each thread does until it is asked to stop and no job is left.
    void run(std::stop_token const& stop);

    std::mutex mutex_;
    /// Told when a job was added.
    std::condition_variable_any arrived_;
    std::deque<std::function<void()>> jobs_;  // guarded by mutex_
    std::vector<std::jthread> threads_;       // Last: they end while the others still live.
};

}  // namespace bot::web

#include "bot/web/http/threads.h"

#include <stdexcept>
#include <utility>  // Boost's asio forgets it.

#include <pplx/threadpool.h>

namespace bot::web {

void use_threads(int count) {
    try {
        crossplat::threadpool::initialize_with_threads(static_cast<std::size_t>(count));
    } catch (std::runtime_error const&) {
        // The library's pool is there already: from an earlier call, or with its own 40 threads because a
        // network that streams was asked before anything listened.
    }
}

Workers::Workers(int threads) {
    for (int i = 0; i < threads; ++i)
        threads_.emplace_back([this](std::stop_token const& stop) { run(stop); });
}

void Workers::give(std::function<void()> job) {
    {
        std::lock_guard const hold(mutex_);
        jobs_.push_back(std::move(job));
    }
    arrived_.notify_one();
}

void Workers::run(std::stop_token const& stop) {
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

}  // namespace bot::web

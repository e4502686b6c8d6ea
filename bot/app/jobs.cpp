#include "bot/app/jobs.h"

#include <algorithm>
#include <condition_variable>
#include <stop_token>

namespace bot {
namespace {

using std::chrono::steady_clock;

/// Returns early when asked to stop.
void sleep_for(std::chrono::milliseconds interval, std::stop_token const& stop) {
    std::mutex mutex;
    std::unique_lock hold(mutex);
    std::condition_variable_any().wait_for(hold, stop, interval, [] { return false; });
}

}  // namespace

void Jobs::add(log::Literal name, std::chrono::milliseconds interval, std::function<void()> work) {
    Hold const hold(mutex_);
    auto& job = jobs_.emplace_back(name);
    job.work = std::move(work);
    job.interval = interval;
    job.thread = std::jthread([this, &job](std::stop_token const& stop) {
        while (!stop.stop_requested()) {
            run(job);
            sleep_for(job.interval, stop);
        }
    });
}

void Jobs::run(Job& job) const {
    auto const began = steady_clock::now();
    if (began < job.not_before) return;
    job.since = began.time_since_epoch().count();
    try {
        job.work();
        job.failures = 0;
    } catch (std::exception const& error) {
        put_off(job, error);
    }
    job.since = 0;
}

void Jobs::put_off(Job& job, std::exception const& error) const {
    job.failures = std::min(job.failures + 1, 20);
    std::chrono::milliseconds const wait =
        std::min<std::chrono::milliseconds>(job.interval * (1LL << job.failures), std::chrono::minutes(1));
    job.not_before = steady_clock::now() + wait;
    if (failed_) failed_(error);
    try {
        log::error("a job failed and comes back later",
                   {{"job", job.name}, {"why", error}, {"failures", job.failures}, {"again_in_ms", wait}});
    } catch (std::bad_alloc const&) {
        // Not even room for the line: the next try may have more, and this thread must not end the program.
    }
}

std::vector<std::string> Jobs::stuck(steady_clock::duration longest) const {
    std::vector<std::string> names;
    auto const now = steady_clock::now().time_since_epoch();
    Hold const hold(mutex_);
    for (auto const& job : jobs_)
        if (auto const since = job.since.load(); since != 0 && now - steady_clock::duration(since) > longest)
            names.emplace_back(job.name.text());
    return names;
}

void Jobs::stop() {
    std::list<Job> ending;
    {
        Hold const hold(mutex_);
        ending.swap(jobs_);
    }
    for (auto& job : ending) job.thread.request_stop();
}

}  // namespace bot

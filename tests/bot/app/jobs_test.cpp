#include "bot/app/jobs.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <new>
#include <semaphore>
#include <stdexcept>

using namespace std::chrono_literals;

TEST_CASE("a job runs at once, and again by itself after the interval", "[jobs][threads]") {
    std::counting_semaphore<> ran(0), once(0);
    bot::Jobs jobs;
    jobs.add("often", 1ms, [&] { ran.release(); });
    jobs.add("seldom", 1h, [&] { once.release(); });
    for (int i = 0; i < 3; ++i) CHECK(ran.try_acquire_for(10s));
    CHECK(once.try_acquire_for(10s));
    CHECK_FALSE(once.try_acquire_for(20ms));
}

TEST_CASE("destroying the jobs ends a long wait and finishes the one that runs", "[jobs][threads]") {
    std::atomic<bool> finished = false;
    std::binary_semaphore began(0);
    auto const start = std::chrono::steady_clock::now();
    {
        bot::Jobs jobs;
        jobs.add("slow", 1h, [&] {
            began.release();
            std::this_thread::yield();
            finished = true;
        });
        began.acquire();
    }
    CHECK(finished);
    CHECK(std::chrono::steady_clock::now() - start < 30min);
}

TEST_CASE("a job that fails neither ends itself nor another", "[jobs][threads]") {
    std::counting_semaphore<> failed(0), worked(0);
    bot::Jobs jobs;
    bot::log::start({"off", "text", {}});
    jobs.add("broken", 1ms, [&] {
        failed.release();
        throw std::runtime_error("broken");
    });
    jobs.add("sound", 1ms, [&] { worked.release(); });
    for (int i = 0; i < 3; ++i) {
        CHECK(failed.try_acquire_for(10s));
        CHECK(worked.try_acquire_for(10s));
    }
    jobs.stop();
    bot::log::start({});
}

TEST_CASE("a job that finds no memory comes back, and who asked for it hears of the failure",
          "[jobs][threads]") {
    std::counting_semaphore<> ran(0);
    std::atomic<int> heard = 0;
    bot::log::start({"off", "text", {}});
    bot::Jobs jobs([&](std::exception const& failure) {
        heard += dynamic_cast<std::bad_alloc const*>(&failure) != nullptr ? 1 : 0;
    });
    jobs.add("large", 1ms, [&] {
        ran.release();
        throw std::bad_alloc();
    });
    for (int i = 0; i < 3; ++i) CHECK(ran.try_acquire_for(10s));
    jobs.stop();
    CHECK(heard >= 3);
    bot::log::start({});
}

TEST_CASE("a job that does not come back is called stuck", "[jobs][threads]") {
    std::binary_semaphore began(0), may_end(0);
    bot::Jobs jobs;
    jobs.add("slow", 1h, [&] {
        began.release();
        may_end.acquire();
    });
    began.acquire();
    CHECK(jobs.stuck(1h).empty());
    CHECK(jobs.stuck(-1ns) == std::vector<std::string>{"slow"});
    may_end.release();
    jobs.stop();
    CHECK(jobs.stuck(-1ns).empty());
}

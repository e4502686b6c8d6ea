#include "bot/app/jobs.h"

#include <catch2/catch.hpp>
#include <semaphore>
#include <stdexcept>

using namespace std::chrono_literals;

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

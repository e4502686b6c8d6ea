#include "bot/networks/client/rate_limiter.h"

#include <catch2/catch.hpp>

#include "bot/networks/network.h"
#include "tests/tools/world.h"

using namespace bot::networks;
using namespace std::chrono_literals;

namespace {

bot::transport::HttpResponse with(std::multimap<std::string, std::string> headers) {
    bot::transport::HttpResponse response;
    response.headers = std::move(headers);
    return response;
}

}  // namespace

TEST_CASE("so many calls at once, then one each interval", "[networks][pace]") {
    test::ManualClock clock;
    RateLimiter pace("otternet", {3, 10s}, clock);
    for (int i = 0; i < 3; ++i) pace.take();
    CHECK(pace.wait() == 10s);
    try {
        pace.take();
        FAIL("it was not too early");
    } catch (NetworkError const& error) {
        CHECK(error.error_class == NetworkError::Class::rate);
        CHECK(error.retry_after == 10s);
    }
    clock.advance(10s);
    pace.take();
    CHECK(pace.wait() == 10s);
    clock.advance(1h);
    for (int i = 0; i < 3; ++i) pace.take();
    CHECK(pace.wait() == 10s);
}

TEST_CASE("a used-up quota closes until its reset, whatever the unit", "[networks][pace]") {
    test::ManualClock clock;
    RateLimiter pace("otternet", {}, clock);
    SECTION("Unix time") {
        pace.note(with({{"x-rate-limit-remaining", "0"}, {"x-rate-limit-reset", "1788249660"}}));
        CHECK(pace.wait() == 1min);
    }
    SECTION("seconds from now, both as decimals") {
        pace.note(with({{"x-ratelimit-remaining", "0.0"}, {"x-ratelimit-reset", "90"}}));
        CHECK(pace.wait() == 90s);
    }
    SECTION("ISO 8601") {
        pace.note(with({{"ratelimit-remaining", "0"}, {"ratelimit-reset", "2026-09-01T09:00:00.000Z"}}));
        CHECK(pace.wait() == 1h);
    }
    SECTION("Retry-After as a date") {
        pace.note(with({{"retry-after", "Tue, 01 Sep 2026 08:02:00 GMT"}}));
        CHECK(pace.wait() == 2min);
    }
    CHECK_THROWS_AS(pace.take(), NetworkError);
}

TEST_CASE("what a server says of its limits is doubted", "[networks][pace]") {
    test::ManualClock clock;
    RateLimiter pace("otternet", {}, clock);
    for (auto const* text : {"", "soon", "-5", "nan", "inf", "1e999", "0x10"}) {
        INFO(text);
        pace.note(with({{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", text}, {"retry-after", text}}));
        CHECK(pace.wait() == 0ms);
    }
    pace.note(with({{"x-ratelimit-remaining", "1"}, {"x-ratelimit-reset", "60"}}));
    pace.note(with({{"x-ratelimit-reset", "60"}}));
    pace.note(with({{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "1000000001"}}));  // long ago
    CHECK(pace.wait() == 0ms);
    pace.note(with({{"retry-after", "1e300"}}));
    CHECK(pace.wait() == 24h);
}

TEST_CASE("a person's errand goes before what listens", "[networks][pace]") {
    test::ManualClock clock;
    RateLimiter pace("otternet", {3, 10s, 4}, clock);
    for (int i = 0; i < 3; ++i) pace.take();
    CHECK_THROWS_AS(pace.take(), NetworkError);
    {
        Errand const errand(2);
        pace.take();
        pace.take();
    }
    CHECK_THROWS_AS(pace.take(), NetworkError);
    CHECK(pace.wait() == 30s);  // What listens waits for the even rate.
}

TEST_CASE("an errand that has begun is not held up in the middle", "[networks][pace]") {
    test::ManualClock clock;
    RateLimiter pace("otternet", {1, 10s, 4}, clock);
    pace.take();
    SECTION("by our own pace") {
        Errand const errand(3);
        for (int i = 0; i < 6; ++i) CHECK_NOTHROW(pace.take());
    }
    SECTION("but by what the host says") {
        Errand const errand(3);
        pace.take();
        pace.close_until(clock.now() + 30s);
        CHECK_THROWS_AS(pace.take(), NetworkError);
    }
    SECTION("and begins only where there is room for all of it") {
        for (int i = 0; i < 2; ++i) {
            Errand const errand(1);
            pace.take();
        }
        Errand const errand(3);
        try {
            pace.take();
            FAIL("it began");
        } catch (NetworkError const& error) {
            CHECK(error.retry_after == 10s);
        }
        clock.advance(10s);
        for (int i = 0; i < 3; ++i) CHECK_NOTHROW(pace.take());
    }
    SECTION("and ends") {
        { Errand const errand(3); }
        CHECK(Errand::under_way() == nullptr);
        CHECK_THROWS_AS(pace.take(), NetworkError);
    }
}

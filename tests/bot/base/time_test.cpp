#include "bot/base/time.h"

#include <catch2/catch.hpp>
#include <chrono>

TEST_CASE("a day is written and read in one form", "[base][time]") {
    using namespace std::chrono;
    bot::Time const midnight(sys_days(year(2028) / 2 / 29));
    CHECK(bot::day_of(midnight) == "2028-02-29");
    CHECK(bot::day_of(midnight + hours(24) - milliseconds(1)) == "2028-02-29");
    CHECK(bot::day_of(midnight - milliseconds(1)) == "2028-02-28");
    CHECK(bot::start_of_day("2028-02-29") == midnight);
    CHECK(bot::start_of_day("1969-12-31") == bot::Time(-hours(24)));
}

TEST_CASE("what is no day is none", "[base][time]") {
    for (auto const* text :
         {"", "2027-02-29", "2027-13-01", "2027-00-10", "2027-1-01", "2027-01-1", "27-01-01", "2027-01-01 ",
          " 2027-01-01", "+027-01-01", "2027-01--1", "2027/01/01", "someday"}) {
        INFO(text);
        CHECK_FALSE(bot::start_of_day(text));
    }
}

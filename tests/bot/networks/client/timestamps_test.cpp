#include "bot/networks/client/timestamps.h"

#include <catch2/catch.hpp>

using namespace std::chrono;
using namespace bot::networks;

namespace {

storage::Time at(int year, unsigned month, unsigned day, milliseconds of_day = {}) {
    return sys_days(std::chrono::year(year) / month / day) + of_day;
}

}  // namespace

TEST_CASE("a moment of RFC 3339 is read to the ends of its clock, its zones and its calendar",
          "[networks][timestamps]") {
    CHECK(time_from_rfc3339("2026-12-31T23:59:60Z") == at(2027, 1, 1));  // a leap second
    CHECK(time_from_rfc3339("2026-11-22t10:00:00z") == at(2026, 11, 22, 10h));
    CHECK(time_from_rfc3339("2026-11-22T10:00:00,5Z") == at(2026, 11, 22, 10h + 500ms));
    CHECK(time_from_rfc3339("2026-11-22T10:00:00.07Z") == at(2026, 11, 22, 10h + 70ms));
    CHECK(time_from_rfc3339("2026-11-22T10:00:00+23:59") == at(2026, 11, 21, 10h + 1min));
    CHECK(time_from_rfc3339("2026-11-22T10:00:00-00:30") == at(2026, 11, 22, 10h + 30min));
    CHECK(time_from_rfc3339("1970-01-01T00:00:00Z") == storage::Time{});
    CHECK(time_from_rfc3339("9999-12-31") == at(9999, 12, 31));
    for (auto const* none :
         {"2026-11-22T10:00:61Z", "2026-11-22T10:60:00Z", "2026-11-22T24:00:00Z", "2026-11-22T10:00:00+24:00",
          "2026-11-22T10:00:00+01:60", "2026-13-01", "2026-00-01", "2026-01-00", "1969-12-31T23:59:59Z",
          "2026-11-22 ", " 2026-11-22", "2026-1-22", "2026-11-22T10:00:00Z2"}) {
        INFO(none);
        CHECK_FALSE(time_from_rfc3339(none));
    }
}

TEST_CASE("each zone that mails name by letters is as far from UTC as it is", "[networks][timestamps]") {
    auto const [zone, hours_east] = GENERATE(table<std::string, int>({{"EST", -5},
                                                                      {"EDT", -4},
                                                                      {"CST", -6},
                                                                      {"CDT", -5},
                                                                      {"MST", -7},
                                                                      {"MDT", -6},
                                                                      {"PST", -8},
                                                                      {"pdt", -7},
                                                                      {"CET", 1},
                                                                      {"CEST", 2},
                                                                      {"-0330", -3},
                                                                      {"UTC", 0},
                                                                      {"nowhere", 0}}));
    INFO(zone);
    auto const minutes_east = zone == "-0330" ? minutes(-210) : minutes(hours_east * 60);
    CHECK(time_from_rfc822("Sun, 22 Nov 2026 12:00:00 " + zone) == at(2026, 11, 22, 12h - minutes_east));
}

TEST_CASE("a year of two digits is of this century up to 49", "[networks][timestamps]") {
    CHECK(time_from_rfc822("1 Jan 49 00:00 GMT") == at(2049, 1, 1));
    CHECK_FALSE(time_from_rfc822("1 Jan 50 00:00 GMT"));  // 1950: nobody wrote on a network then
    CHECK(time_from_rfc822("1 Jan 70 00:00 GMT") == at(1970, 1, 1));
    CHECK(time_from_rfc822("Thursday, 01-Jan-98 00:00:00 GMT") == at(1998, 1, 1));
}

TEST_CASE("a date of a mail may be in full words, but not longer than any date is",
          "[networks][timestamps]") {
    CHECK(time_from_rfc822("Saturday, 29 September 2026 18:00:60 +0000") == at(2026, 9, 29, 18h + 1min));
    auto const date = std::string("29 Sept 2026 18:00 GMT");
    CHECK(time_from_rfc822(std::string(60 - date.size(), ' ') + date));
    CHECK_FALSE(time_from_rfc822(std::string(61 - date.size(), ' ') + date));
    for (auto const* none : {"29 Se 2026 18:00 GMT", "29 ept 2026 18:00 GMT", "29 Sep 2026 18:00:61 GMT",
                             "29 Sep 2026 1800 GMT", "29 Sep 10000 18:00 GMT", "29-Sep 2026 18:00 GMT"}) {
        INFO(none);
        CHECK_FALSE(time_from_rfc822(none));
    }
}

TEST_CASE("below a hundred thousand million a number is of seconds, from there on of milliseconds",
          "[networks][timestamps]") {
    CHECK(time_from_number(99'999'999'999.0) == storage::Time(99'999'999'999s));
    CHECK(time_from_number(1e11) == storage::Time(100'000'000s));
    CHECK(time_from_number(0.001) == storage::Time(1ms));
    CHECK(time_from_number(253'402'300'799'999.0) == at(9999, 12, 31, 24h - 1ms));
    CHECK_FALSE(time_from_number(253'402'300'800'000.0));
    CHECK_FALSE(time_from_number(std::numeric_limits<double>::quiet_NaN()));
    CHECK_FALSE(time_from_number(-std::numeric_limits<double>::infinity()));
}

TEST_CASE("an age is up to a million of its unit", "[networks][timestamps]") {
    CHECK(duration_from("1000000s") == 1'000'000s);
    CHECK(duration_from("3h") == 3h);
    CHECK(duration_from("0m") == 0s);
    for (auto const* none : {"1000001s", "2w", "2D", "s", "2ss", "+2s", " 2s"}) {
        INFO(none);
        CHECK_FALSE(duration_from(none));
    }
}

TEST_CASE("whole seconds of a moment are those that have begun", "[networks][timestamps]") {
    CHECK(seconds_of(storage::Time(1'999ms)) == 1);
    CHECK(seconds_of(storage::Time(-1ms)) == -1);
}

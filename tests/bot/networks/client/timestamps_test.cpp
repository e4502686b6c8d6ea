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
    CHECK(time_from_text("Sun, 22 Nov 2026 12:00:00 " + zone) == at(2026, 11, 22, 12h - minutes_east));
}

TEST_CASE("a time is read in every form that feeds and exports have", "[networks][timestamps]") {
    auto const [text, meant] = GENERATE(table<std::string, std::string>({
        {"Wed Oct 10 20:19:24 +0000 2018", "2018-10-10T20:19:24Z"},  // X
        {"1512345678", "2017-12-04T00:01:18Z"},                      // Pushshift, seconds as text
        {"1795978901000", "2026-11-29T19:01:41Z"},
        {"1795978901000000", "2026-11-29T19:01:41Z"},
        {"1795978901.5", "2026-11-29T19:01:41.5Z"},
        {"2026-11-29 19:01:41.364419679 +0200 CEST m=+0.0001", "2026-11-29T17:01:41.364Z"},  // Go
        {"Thu Nov 12 2020 17:00:00 GMT+0100 (Central European Standard Time)", "2020-11-12T16:00:00Z"},
        {"20261129190141", "2026-11-29T19:01:41Z"},
        {"20261129", "2026-11-29"},
        {"20261129T190141+0200", "2026-11-29T17:01:41Z"},
        {"2026-11-29Z", "2026-11-29"},
        {"2026-6-9", "2026-06-09"},
        {"2026/11/29 19:01:41", "2026-11-29T19:01:41Z"},
        {"2020-11-08T16:20:00-05:00Z", "2020-11-08T21:20:00Z"},
        {"Sun, 17 Dec 2017 1:55 PM EST", "2017-12-17T18:55:00Z"},
        {"Friday, December 22, 2017 - 3:09pm", "2017-12-22T15:09:00Z"},
        {"Nov. 16, 2020, 10:57 a.m.", "2020-11-16T10:57:00Z"},
        {"12:30 AM, 29 Nov 2026", "2026-11-29T00:30:00Z"},
        {"12:30 p. m., 29 Nov 2026", "2026-11-29T12:30:00Z"},
        {"Mon, 16th Nov 2020 13:16:28 GMT", "2020-11-16T13:16:28Z"},
        {"Tue, Feb 16 2016 23:16:00 EDT", "2016-02-17T03:16:00Z"},
        {"Jan. 19, 2021", "2021-01-19"},
    }));
    INFO(text);
    CHECK(time_from_text(text) == time_from_rfc3339(meant));
}

TEST_CASE("an offset is read however it is written, and a zone by its letters or its city",
          "[networks][timestamps]") {
    auto const [zone, east] = GENERATE(table<std::string, std::chrono::minutes>({
        {"+02:00", 2h},
        {"+0200", 2h},
        {"+02", 2h},
        {"+2", 2h},
        {"-530", -330min},
        {"GMT+0200", 2h},
        {"GMT-07:00", -7h},
        {"UTC+2", 2h},
        {"EST-0500", -5h},
        {"+0200 CEST", 2h},
        {"+05:30:00", 330min},
        {"BST", 1h},
        {"JST", 9h},
        {"AEDT", 11h},
        {"MSK", 3h},
        {"Europe/Brussels", 1h},
        {"Asia/Kolkata", 330min},
        {"America/New_York", -5h},
        {"Nowhere/City", 0h},
        {"", 0h},
    }));
    INFO(zone);
    CHECK(time_from_text("Sun, 29 Nov 2026 12:00:00 " + zone) == at(2026, 11, 29, 12h - east));
}

TEST_CASE("months and weekdays are known in the languages of feeds", "[networks][timestamps]") {
    auto const [text, meant] = GENERATE(table<std::string, std::string>({
        {"Do, 29 M\u00e4r 2018 10:00:00 +0200", "2018-03-29T08:00:00Z"},
        {"mer, 9 avr 2018 10:00:00 +0200", "2018-04-09T08:00:00Z"},
        {"lundi 3 f\u00e9vrier 2025", "2025-02-03"},
        {"lundi 3 fevrier 2025", "2025-02-03"},
        {"mar. 3 mars 2026 09:00", "2026-03-03T09:00:00Z"},
        {"mar, 3 mar 2026 09:00", "2026-03-03T09:00:00Z"},
        {"29 de noviembre de 2026 7:01 p. m.", "2026-11-29T19:01:00Z"},
        {"\u0412\u0441, 29 \u043d\u043e\u044f 2026 19:01:41 +0300", "2026-11-29T16:01:41Z"},
        {"29 Kas\u0131m 2026", "2026-11-29"},
        {"2026\u5e7411\u670829\u65e5 \u4e0b\u53487:01", "2026-11-29T19:01:00Z"},
        {"2026\ub144 11\uc6d4 29\uc77c \uc624\ud6c4 7:01", "2026-11-29T19:01:00Z"},
    }));
    INFO(text);
    CHECK(time_from_text(text) == time_from_rfc3339(meant));
}

TEST_CASE("a day that could be two is none, unless something tells which", "[networks][timestamps]") {
    CHECK_FALSE(time_from_text("03/04/2026"));
    CHECK_FALSE(time_from_text("03-04-2026 10:00"));
    CHECK_FALSE(time_from_text("29 listopada 2026"));  // November in Polish, October in Croatian
    CHECK(time_from_text("05/05/2026") == at(2026, 5, 5));
    CHECK(time_from_text("29/11/2026") == at(2026, 11, 29));
    CHECK(time_from_text("11/29/2026 7:01:41 PM") == at(2026, 11, 29, 19h + 1min + 41s));
    CHECK(time_from_text("Fri, 03/04/2026") == at(2026, 4, 3));
    CHECK(time_from_text("Wed, 03/04/2026") == at(2026, 3, 4));
    CHECK(time_from_text("03.04.2026 10:00") == at(2026, 4, 3, 10h));
    for (auto const* none :
         {"yesterday", "Nov. 2020", "31 Feb 2026 10:00", "2026-11-29T25:00:00Z", "0000-00-00 00:00:00",
          "29 Nov", "19:01", "1234567", "99999999999999999", "-", "+:"}) {
        INFO(none);
        CHECK_FALSE(time_from_text(none));
    }
}

TEST_CASE("a year of two digits is of this century up to 49", "[networks][timestamps]") {
    CHECK(time_from_text("1 Jan 49 00:00 GMT") == at(2049, 1, 1));
    CHECK_FALSE(time_from_text("1 Jan 50 00:00 GMT"));  // 1950: nobody wrote on a network then
    CHECK(time_from_text("1 Jan 70 00:00 GMT") == at(1970, 1, 1));
    CHECK(time_from_text("Thursday, 01-Jan-98 00:00:00 GMT") == at(1998, 1, 1));
}

TEST_CASE("a date of a mail may be in full words, but not longer than any date is",
          "[networks][timestamps]") {
    CHECK(time_from_text("Saturday, 29 September 2026 18:00:60 +0000") == at(2026, 9, 29, 18h + 1min));
    auto const date = std::string("29 Sept 2026 18:00 GMT");
    CHECK(time_from_text(date + std::string(200, ' ')));
    CHECK(time_from_text(date + std::string(100 - date.size(), '.')));
    CHECK_FALSE(time_from_text(date + std::string(101 - date.size(), '.')));
    for (auto const* none : {"29 Se 2026 18:00 GMT", "29 ept 2026 18:00 GMT", "29 Sep 2026 18:00:61 GMT",
                             "29 Sep 2026 1800 GMT", "29 Sep 10000 18:00 GMT", "29 Sep 2026 18:00 +2500"}) {
        INFO(none);
        CHECK_FALSE(time_from_text(none));
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

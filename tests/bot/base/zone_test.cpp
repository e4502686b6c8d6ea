#include "bot/base/zone.h"

#include <catch2/catch.hpp>

using namespace bot;
using namespace std::chrono_literals;

namespace {

storage::Time utc(char const* day, std::chrono::minutes after = 0min) {
    return storage::start_of_day(day).value() + after;
}

}  // namespace

TEST_CASE("a time zone is known by its IANA name and by nothing else", "[base]") {
    for (auto const* name : {"UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Kiritimati", "Asia/Kolkata"})
        CHECK(is_zone(name));
    for (auto const* name : {"", "Berlin", "Europe/Nowhere", "GMT+25", "Etc/Unknown", "Europe/Berlin\n", "../x"})
        CHECK_FALSE(is_zone(name));
    CHECK_FALSE(is_zone(std::string(10'000, 'x')));
}

TEST_CASE("a day begins at midnight where its people live", "[base]") {
    CHECK(start_of_day("2026-07-01", "Europe/Berlin") == utc("2026-06-30", 22h));
    CHECK(start_of_day("2026-12-01", "Europe/Berlin") == utc("2026-11-30", 23h));
    CHECK(start_of_day("2026-12-01", "America/Los_Angeles") == utc("2026-12-01", 8h));
    CHECK(start_of_day("2026-12-01", "UTC") == utc("2026-12-01"));
    CHECK_FALSE(start_of_day("2026-02-30", "Europe/Berlin"));
    CHECK_FALSE(start_of_day("soon", "Europe/Berlin"));
}

TEST_CASE("a day whose midnight the clock skips begins when the clock goes on", "[base]") {
    // Lebanon's summer time begins at midnight.
    CHECK(start_of_day("2026-03-29", "Asia/Beirut") == utc("2026-03-28", 22h));
}

TEST_CASE("a moment is on the day that calendars there show", "[base]") {
    CHECK(day_of(utc("2026-12-01", 1h), "America/Los_Angeles") == "2026-11-30");
    CHECK(day_of(utc("2026-11-30", 23h + 30min), "Europe/Berlin") == "2026-12-01");
    CHECK(shown_in(utc("2026-07-01"), "Asia/Kolkata") == utc("2026-07-01", 5h + 30min));
}

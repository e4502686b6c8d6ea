#include "config/config.h"

#include <catch2/catch.hpp>

TEST_CASE("a day is read only if it is one", "[config]") {
    using namespace std::chrono;
    CHECK(config::parse_day("2026-11-22") == sys_days(2026y / November / 22));
    CHECK(config::parse_day("2024-02-29"));
    for (auto const* text : {"", "2026-02-29", "2026-13-01", "2026-1-1", "2026/01/01", "+026-01-01",
                             "2026-+1-01", "2026-01-01x", "2026-01- 1", "22.11.2026"})
        CHECK_FALSE(config::parse_day(text));
}

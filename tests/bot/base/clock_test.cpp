#include <catch2/catch.hpp>
#include <fstream>

#include "bot/base/clock.h"

TEST_CASE("a movable clock runs ahead by what its file says", "[clock]") {
    auto const file = std::filesystem::temp_directory_path() / ("clock-" + storage::random_base32(10));
    bot::MovableClock const clock(file);
    auto const before = clock.now();
    std::ofstream(file) << 3'600'000;
    CHECK(clock.now() - before >= std::chrono::hours(1));
    std::filesystem::remove(file);
}

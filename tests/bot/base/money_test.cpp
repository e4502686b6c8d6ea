#include "bot/base/money.h"

#include <catch2/catch.hpp>

using bot::in_dollars;
using bot::micro_dollars;

TEST_CASE("dollars are counted in whole micro-dollars", "[networks]") {
    CHECK(micro_dollars("") == 0);
    CHECK(micro_dollars("5") == 5'000'000);
    CHECK(micro_dollars("0.005") == 5'000);
    CHECK(micro_dollars("0.200") == 200'000);
    CHECK(micro_dollars("0000012.50") == 12'500'000);
    CHECK(micro_dollars("0.0000001") == 1);  // Never less than it costs.
    CHECK(micro_dollars("0.0000010") == 1);
    CHECK(micro_dollars("1000000") == 1'000'000'000'000);
    for (auto const* wrong :
         {".", "1.", ".5", "-1", "1e3", "$5", "1,5", " 1", "1000000.01", "99999999999999999999"})
        CHECK_FALSE(micro_dollars(wrong));
}

TEST_CASE("dollars are shown to the cent, and further where there is more", "[networks]") {
    CHECK(in_dollars(0) == "$0.00");
    CHECK(in_dollars(5'000'000) == "$5.00");
    CHECK(in_dollars(1'250'000) == "$1.25");
    CHECK(in_dollars(5'000) == "$0.005");
    CHECK(in_dollars(1) == "$0.000001");
}

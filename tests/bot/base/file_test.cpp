#include "bot/base/file.h"

#include <fcntl.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <utility>

TEST_CASE("a descriptor is closed with its last owner, once", "[base]") {
    auto const open = [](int number) { return ::fcntl(number, F_GETFD) >= 0; };
    int number = -1;
    {
        bot::Descriptor first(::open("/dev/null", O_WRONLY | O_CLOEXEC));
        REQUIRE(first);
        number = first.number();
        bot::Descriptor second(std::move(first));
        CHECK_FALSE(first);
        CHECK(open(number));
        bot::Descriptor third;
        third = std::move(second);
        CHECK(third.number() == number);
        CHECK(bot::write_all(third, "words"));
    }
    CHECK_FALSE(open(number));
    CHECK_FALSE(bot::Descriptor(::open("/nowhere/at/all", O_RDONLY)));
}

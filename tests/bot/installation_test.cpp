#include "bot/app/prepare.h"

#include <unistd.h>

#include <catch2/catch.hpp>

#include "bot/base/user_error.h"
#include "tests/tools/world.h"

namespace {

config::Config settings(test::Folder const& folder, std::string const& url = "https://a.example") {
    config::Config config;
    config.data = folder / "data";
    config.public_url = url;
    return config;
}

}  // namespace

TEST_CASE("public_url is recorded at the first start and changes only on purpose", "[installation]") {
    test::Folder const folder;
    auto const start = [&](std::string const& url, bool change) {
        bot::Installation installation(settings(folder, url), bot::Installation::Use::daemon);
        bot::settle_public_url(installation, change);
    };
    start("https://a.example", false);
    start("https://a.example", false);
    CHECK_THROWS_WITH(start("https://b.example", false),
                      Catch::Contains("https://a.example") && Catch::Contains("--i-know"));
    start("https://b.example", true);
    start("https://b.example", false);
    CHECK_THROWS_AS(start("https://a.example", false), bot::UserError);
}

TEST_CASE("a second daemon on the same folder is refused and told the first one's pid", "[installation]") {
    test::Folder const folder;
    bot::Installation const first(settings(folder), bot::Installation::Use::daemon);
    CHECK_THROWS_WITH(bot::Installation(settings(folder), bot::Installation::Use::daemon),
                      Catch::Contains(std::to_string(::getpid())));
    CHECK_NOTHROW(bot::Installation(settings(folder), bot::Installation::Use::alongside));
}

#include "bot/app/prepare.h"

#include <unistd.h>

#include <catch2/catch.hpp>

#include "bot/base/user_error.h"
#include "storage/leases.h"
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

TEST_CASE("a lease of a daemon that died is free for the next one on the same folder", "[installation]") {
    test::Folder const folder;
    using Use = bot::Installation::Use;
    {
        bot::Installation dead(settings(folder), Use::daemon);
        try {
            storage::LeaseGuard lease(dead.store, "listen:mastodon", std::chrono::minutes(2));
            REQUIRE(lease.take(dead.clock->now()));
            throw std::runtime_error("killed");  // Nobody gives it back.
        } catch (std::runtime_error const&) {
        }
        bot::Installation beside(settings(folder), Use::alongside);
        CHECK(storage::lease_holder(beside.store, "listen:mastodon", beside.clock->now()));
    }
    bot::Installation next(settings(folder), Use::daemon);
    storage::LeaseGuard lease(next.store, "listen:mastodon", std::chrono::minutes(2));
    CHECK(lease.take(next.clock->now()));
}

#include "bot/app/prepare.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "bot/base/user_error.h"
#include "storage/engine/sql.h"
#include "storage/host.h"
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

namespace {

/// An installation that was started, ended, and is to be started again.
struct Home {
    explicit Home(std::string const& engine) : database(engine, folder) {
        config.data = folder / "data";
        config.database = database.url;
        start();
    }
    void start() const {
        bot::Installation installation(config, bot::Installation::Use::daemon);
        bot::settle_public_url(installation, false);
    }
    std::filesystem::path key(std::string const& name) const { return folder / "data/keys" / name; }
    std::string bytes(std::string const& name) const {
        std::ifstream file(key(name), std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    test::Folder folder;
    test::Database database;
    config::Config config;
};

}  // namespace

TEST_CASE("a key that is lost is never replaced silently", "[installation][keys]") {
    Home const home(GENERATE(from_range(test::databases())));
    auto const name = GENERATE(values<std::string>({"pepper", "mail", "session", "log"}));
    std::filesystem::remove(home.key(name));
    for (int tries = 0; tries < 2; ++tries)
        CHECK_THROWS_WITH(home.start(), Catch::Contains(home.key(name).string() + " is missing") &&
                                            Catch::Contains(bot::what_is_lost(name)) &&
                                            Catch::Contains("keys accept " + name));
    CHECK_THROWS_AS(bot::Installation(home.config, bot::Installation::Use::alongside), bot::WrongKeys);
    CHECK_FALSE(std::filesystem::exists(home.key(name)));
}

TEST_CASE("a key in the place of another is refused, and the right one taken back", "[installation][keys]") {
    Home const home(GENERATE(from_range(test::databases())));
    auto const right = home.bytes("pepper");
    std::ofstream(home.key("pepper"), std::ios::binary) << std::string(32, 'x');
    CHECK_THROWS_WITH(home.start(), Catch::Contains("pepper is not the one this database was made with"));
    std::ofstream(home.key("pepper"), std::ios::binary) << right;
    CHECK_NOTHROW(home.start());
}

TEST_CASE("who says what is lost with a key starts with another one", "[installation][keys]") {
    Home const home(GENERATE(from_range(test::databases())));
    auto const before = home.bytes("pepper");
    std::filesystem::remove(home.key("pepper"));
    std::filesystem::remove(home.key("mail"));
    CHECK_THROWS_WITH(bot::accept_keys(home.config, {"peper"}), Catch::Contains("pepper, mail"));
    CHECK_THROWS_WITH(bot::accept_keys(home.config, {"pepper"}), Catch::Contains("keys/mail is missing"));
    CHECK_FALSE(std::filesystem::exists(home.key("pepper")));
    bot::accept_keys(home.config, {"pepper", "mail"});
    CHECK_NOTHROW(home.start());
    CHECK(home.bytes("pepper") != before);
}

TEST_CASE("a database from before fingerprints takes those of its keys, none of which may be missing",
          "[installation][keys]") {
    Home const home(GENERATE(from_range(test::databases())));
    auto const forget = [&] {
        bot::Installation installation(home.config, bot::Installation::Use::daemon);
        installation.store.write(
            [](storage::Write& write) { storage::execute(write, "delete from key_prints"); });
    };
    forget();
    home.start();
    {
        bot::Installation const installation(home.config, bot::Installation::Use::daemon);
        CHECK(storage::key_prints::find(installation.store, "pepper") ==
              installation.keys.fingerprint("pepper"));
    }
    forget();
    std::filesystem::remove(home.key("pepper"));
    CHECK_THROWS_AS(home.start(), bot::WrongKeys);
}

TEST_CASE("keys that were made before the database was are its keys", "[installation][keys]") {
    test::Folder const folder;
    { bot::Keys const made(folder / "data/keys"); }
    auto config = settings(folder);
    CHECK_NOTHROW(bot::Installation(config, bot::Installation::Use::daemon));
    CHECK_NOTHROW(bot::Installation(config, bot::Installation::Use::daemon));
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

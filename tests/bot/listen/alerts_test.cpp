#include "bot/listen/alerts.h"

#include <catch2/catch.hpp>

#include "bot/pages/words.h"
#include "storage/mails.h"
#include "tests/bot/listen/asked_network.h"

using namespace std::chrono_literals;
using bot::listen::Alerts;
using Catch::Contains;
using Catch::Generators::from_range;

namespace {

struct Watched : test::AskedNetwork {
    using AskedNetwork::AskedNetwork;

    Alerts daemon(std::vector<std::string> to = {"ines@awards.example"}, std::string language = "en") {
        return {store,    keys,
                clock,    words,
                networks, {std::move(to), std::move(language), "Kind Awards", "https://awards.example"}};
    }
    /// The subjects of the mails so far, in order.
    std::vector<std::string> subjects() {
        std::vector<std::string> found;
        for (auto const& text : mails()) found.push_back(text.substr(0, text.find('\n')));
        return found;
    }
    std::vector<std::string> mails() {
        std::vector<std::string> found;
        for (auto const& mail : storage::mails::due(store, clock.now(), 100))
            found.push_back(keys.open(*mail.sealed_text).value());
        return found;
    }

    bot::pages::Words words;
};

}  // namespace

TEST_CASE("a refused account is told once, however often it fails, and once more when it works again",
          "[listen]") {
    Watched world(GENERATE(from_range(test::databases())));
    auto alerts = world.daemon();
    alerts.run_once();
    for (int tries = 0; tries < 5; ++tries) {
        world.fail("auth");
        alerts.run_once();
        world.clock.advance(1h);
    }
    CHECK(world.subjects() == std::vector<std::string>{"Fake refuses our account"});
    world.succeed();
    world.clock.advance(1ms);
    alerts.run_once();
    alerts.run_once();
    CHECK(world.subjects() == std::vector<std::string>{"Fake refuses our account", "Fake works again"});
}

TEST_CASE("what was told is not told again after a restart, nor by a second daemon", "[listen]") {
    Watched world(GENERATE(from_range(test::databases())));
    world.fail("auth");
    world.daemon().run_once();
    world.daemon().run_once();
    world.restart();
    world.daemon().run_once();
    CHECK(world.mails().size() == 1);
}

TEST_CASE("trouble of another kind does not end a refused account", "[listen]") {
    Watched world;
    auto alerts = world.daemon();
    world.fail("auth");
    alerts.run_once();
    world.fail("network");
    alerts.run_once();
    world.fail("auth");
    alerts.run_once();
    CHECK(world.mails().size() == 1);
}

TEST_CASE("a network without a success for a day is told once", "[listen]") {
    Watched world(GENERATE(from_range(test::databases())));
    auto alerts = world.daemon();
    world.succeed();
    world.clock.advance(23h);
    world.fail("theirs", 20);
    alerts.run_once();
    CHECK(world.mails().empty());
    world.clock.advance(1h);
    world.fail("theirs");
    alerts.run_once();
    world.clock.advance(24h);
    world.fail("theirs");
    alerts.run_once();
    CHECK(world.subjects() == std::vector<std::string>{"Nothing came from Fake for a day"});
}

TEST_CASE("a network that never answered is told after a day too", "[listen]") {
    Watched world;
    auto alerts = world.daemon();
    world.clock.advance(24h);
    world.fail("network", 3);
    alerts.run_once();
    CHECK(world.mails().size() == 1);
}

TEST_CASE("a network that is no longer asked is told after a day", "[listen]") {
    Watched world;
    auto alerts = world.daemon();
    world.succeed();
    world.clock.advance(24h);
    alerts.run_once();
    CHECK(world.mails().size() == 1);
}

TEST_CASE("neither a pause of the program nor a feed's own long interval is silence", "[listen]") {
    Watched world;
    world.succeed();
    world.clock.advance(72h);
    auto alerts = world.daemon();
    alerts.run_once();
    world.succeed(24h);
    world.clock.advance(24h + 30min);
    world.fail("network");
    alerts.run_once();
    CHECK(world.mails().empty());
}

TEST_CASE("silence that turns out to be a refused account is told as such", "[listen]") {
    Watched world;
    auto alerts = world.daemon();
    world.clock.advance(24h);
    world.fail("network", 3);
    alerts.run_once();
    world.clock.advance(1h);
    world.fail("auth");
    alerts.run_once();
    CHECK(world.subjects() ==
          std::vector<std::string>{"Nothing came from Fake for a day", "Fake refuses our account"});
}

TEST_CASE("an alert says where to look, to everybody named, and nothing that a server said", "[listen]") {
    Watched world;
    auto alerts = world.daemon({"ines@awards.example", "ben@awards.example"}, "de");
    world.fail("auth");
    alerts.run_once();
    auto const mails = world.mails();
    REQUIRE(mails.size() == 2);
    CHECK_THAT(mails[0], Contains("Fake lehnt unser Konto ab") && Contains("Kind Awards") &&
                             Contains("https://awards.example/console/networks") && !Contains("said no"));
}

TEST_CASE("without an address the alert stands all the same", "[listen]") {
    Watched world;
    world.fail("auth");
    world.daemon({}).run_once();
    CHECK(world.mails().empty());
    CHECK(storage::network_alerts::all(world.store).size() == 1);
}

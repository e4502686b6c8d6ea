#include "bot/app/prepare.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>

#include "bot/app/detector_reloader.h"
#include "bot/app/settings.h"
#include "bot/base/user_error.h"
#include "bot/nominate/season_steps.h"
#include "bot/web/auth/sign_in.h"
#include "storage/companies.h"
#include "storage/installation.h"
#include "storage/operators.h"
#include "storage/seasons.h"
#include "storage/sign_in.h"
#include "storage/watch_queries.h"
#include "tests/tools/world.h"

using namespace std::chrono_literals;
using Catch::Contains;
using std::chrono::days;

namespace {

/// A folder that is started again and again, with settings that change in between.
struct Home {
    explicit Home(std::string const& engine) : database(engine, folder) {
        config.data = folder / "data";
        config.database = database.url;
        std::ofstream(folder / "own.csv")
            << "key,name,handles,hashtags,aliases,not,domain,sector,band,author,steward\n"
               "otter,Otter,OtterHelp,,,,otter.example,travel,small,,\nBad Key,Bad,,,,,,,,,\n";
        config.detect.companies = (folder / "own.csv").string();
    }
    std::unique_ptr<bot::Installation> start(bot::Preparation const& what = {}) {
        auto clock = std::make_unique<test::ManualClock>();
        clock->set(now);
        auto made =
            std::make_unique<bot::Installation>(config, bot::Installation::Use::daemon, std::move(clock));
        bot::prepare(*made, what);
        return made;
    }
    storage::Season season(std::string const& id = "2026") {
        return *storage::seasons::find(start()->store, id);
    }

    test::Folder folder;
    test::Database database;
    config::Config config;
    bot::Time now = test::ManualClock::start;
};

}  // namespace

TEST_CASE("the first start makes the season, the companies and what is listened for, and the second nothing",
          "[app]") {
    Home home(GENERATE(from_range(test::databases())));
    {
        auto const first = home.start();
        auto const season = storage::seasons::current(first->store);
        REQUIRE(season);
        CHECK(season->opens_at == std::chrono::floor<days>(home.now));
        CHECK(storage::companies::find_by_slug(first->store, "otter")->name == "Otter");
        CHECK_FALSE(storage::companies::find_by_slug(first->store, "bad"));
        CHECK_FALSE(storage::watch_queries::all(first->store).empty());
    }
    home.now += days(400);
    auto const queries = storage::watch_queries::all(home.start()->store).size();
    auto const again = home.start();
    CHECK(storage::seasons::all(again->store).size() == 1);
    CHECK(storage::watch_queries::all(again->store).size() == queries);
    CHECK(storage::seasons::find(again->store, "2026")->opens_at ==
          std::chrono::floor<days>(test::ManualClock::start));
}

TEST_CASE("a season follows the settings until its rules are published, and then those", "[app]") {
    Home home(GENERATE(from_range(test::databases())));
    home.config.season.opens = "2026-10-01";
    home.config.season.name = "Autumn";
    CHECK(home.season().name == "Autumn");
    home.config.season.name = "Winter";
    CHECK(home.season().name == "Winter");
    home.now = home.season().opens_at;
    bot::nominate::take_due_steps(home.start()->store, home.now);
    home.config.season.name = "Late";
    home.config.season.closes = "2027-05-01";
    auto const stands = home.season();
    CHECK(stands.name == "Winter");
    CHECK(stands.closes_at == stands.opens_at + days(90));
}

TEST_CASE("a first start on the season's day opens it at once, and each season of the file is there", "[app]") {
    using State = storage::Season::State;
    Home home(GENERATE(from_range(test::databases())));
    home.config.seasons.resize(2);
    home.config.seasons[0].opens = "2026-08-01";
    home.config.seasons[0].closes = "2026-10-31";
    home.config.seasons[1].opens = "2027-08-01";
    home.config.seasons[1].closes = "2027-10-31";
    auto const first = home.start();
    CHECK(storage::seasons::find(first->store, "2026")->state == State::open);
    CHECK(storage::seasons::find(first->store, "2027")->state == State::draft);
    CHECK(storage::seasons::steps(first->store, "2026").size() == 3);
}

TEST_CASE("another public_url is refused until somebody says that they know, and is then the one to keep",
          "[app]") {
    Home home(GENERATE(from_range(test::databases())));
    home.start();
    auto const old = home.config.public_url;
    home.config.public_url = "https://new.example";
    CHECK_THROWS_WITH(home.start(), Contains("https://new.example") && Contains(old) && Contains("--i-know"));
    home.start({.demo = false, .new_public_url = true});
    CHECK_NOTHROW(home.start());
    home.config.public_url = old;
    CHECK_THROWS_AS(home.start(), bot::UserError);
}

TEST_CASE("the demo's posts are unpacked once, and what somebody made of them stays", "[app]") {
    Home home("sqlite");
    auto const files = [&] {
        std::vector<std::filesystem::path> all;
        for (auto const& entry : std::filesystem::recursive_directory_iterator(home.config.data))
            if (entry.path().extension() == ".jsonl") all.push_back(entry.path());
        return all;
    };
    home.start();
    CHECK(files().empty());
    home.start({.demo = true, .new_public_url = false});
    REQUIRE_FALSE(files().empty());
    std::ofstream(files().front()) << "mine";
    home.start({.demo = true, .new_public_url = false});
    CHECK(std::filesystem::file_size(files().front()) == 4);
}

TEST_CASE("an operator's name has 1 to 60 bytes and no blank at its ends", "[app]") {
    Home home("sqlite");
    auto const installation = home.start();
    for (auto const& name :
         {std::string(), std::string(61, 'x'), std::string(" Ana"), std::string("Ana "), std::string("A\nna"),
          std::string("A\tna"), std::string("A\x1b[31mna"), std::string("A\u0085na"),
          std::string("A\u202ena"), std::string("A\u200bna"), std::string("A\xff")})
        CHECK_THROWS_AS(bot::add_operator(*installation, name, false), bot::UserError);
    bot::add_operator(*installation, std::string(60, 'x'), false);
    bot::add_operator(*installation, "Ana Li", true);
    CHECK(storage::operators::named(installation->store, "Ana Li")->role == storage::Operator::Role::lead);
    auto const ana = storage::operators::named(installation->store, "ana li");
    REQUIRE(ana);
    CHECK_THAT(bot::sign_in_link(*installation, "Ana Li"),
               Catch::StartsWith(home.config.public_url + "/console/sign-in/"));
    installation->store.write(
        [&](storage::Write& write) { storage::operators::disable(write, ana->id, home.now); });
    CHECK_THROWS_WITH(bot::sign_in_link(*installation, "Ana Li"), Contains("operator enable Ana Li"));
    CHECK_THROWS_WITH(bot::sign_in_link(*installation, "Ben"), Contains("operator add Ben"));
}

TEST_CASE("an operator who is disabled is signed out at once and may be let in again", "[app]") {
    Home home(GENERATE(from_range(test::databases())));
    auto const installation = home.start();
    bot::add_operator(*installation, "Ana", false);
    auto const ana = storage::operators::named(installation->store, "ana")->id;
    auto const link = bot::sign_in_link(*installation, "Ana");
    auto const token = link.substr(link.rfind('/') + 1);
    installation->store.write([&](storage::Write& write) {
        storage::sessions::add(write, {"cookie", ana, home.now, home.now, home.now + days(30)});
    });
    bot::disable_operator(*installation, "ANA");
    CHECK_FALSE(storage::sessions::find(installation->store, "cookie"));
    CHECK(storage::operators::find(installation->store, ana)->disabled_at == home.now);
    bot::disable_operator(*installation, "ana");
    bot::enable_operator(*installation, "ana");
    CHECK_FALSE(storage::operators::find(installation->store, ana)->disabled_at);
    bot::web::SignIn sign_in(installation->store, *installation->clock, installation->keys);
    CHECK_FALSE(sign_in.owner_of(token));
    CHECK_THROWS_WITH(bot::disable_operator(*installation, "Ben"), Contains("no operator Ben"));
    std::vector<std::string> done;
    for (auto const& entry : storage::audit::recent(installation->store, std::nullopt, 10)) {
        done.push_back(entry.route);
        CHECK(entry.subject == ana.text());
    }
    std::ranges::sort(done);
    CHECK(done == std::vector<std::string>{"operator add", "operator disable", "operator disable",
                                           "operator enable", "operator link"});
}

TEST_CASE("the detector is made again only when a company or the model changed", "[app][detect]") {
    test::World world(GENERATE(from_range(test::databases())));
    bot::DetectorReloader reloader(world.store, {world.folder / "models", bot::base_model("")});
    CHECK(reloader.renewed());
    CHECK_FALSE(reloader.renewed());
    storage::Company otter;
    otter.id = storage::CompanyId("otter");
    otter.name = "Otter";
    world.store.write([&](storage::Write& write) { storage::companies::add(write, otter); });
    auto const renewed = reloader.renewed();
    REQUIRE(renewed);
    CHECK(
        renewed->verdict({"Thank you Otter, your support team was so kind and helpful!", "en", ""}).company ==
        "otter");
    CHECK_FALSE(reloader.renewed());
    world.store.write([&](storage::Write& write) {
        storage::companies::add_name(write, {otter.id, storage::CompanyName::Kind::handle, "OtterHelp"});
    });
    CHECK(reloader.renewed());
    CHECK_FALSE(reloader.renewed());
}

TEST_CASE("a model that cannot be read stops the detector, naming the setting", "[app][detect]") {
    test::World world;
    bot::DetectorReloader reloader(world.store, {world.folder / "models", "not a model\n"});
    CHECK_THROWS_WITH(reloader.renewed(), Catch::StartsWith("detect.model: "));
}

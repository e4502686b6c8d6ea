#include "bot/publish/publisher.h"

#include <catch2/catch.hpp>

#include "bot/pages/files.h"
#include "storage/nominations.h"
#include "tests/bot/publish/stage.h"

using Catch::Contains;
using test::Stage;

TEST_CASE("before the first nomination there is a board that says so", "[publish]") {
    Stage stage;
    stage.publish();
    CHECK_THAT(stage.read("index.html"), Contains("Nobody has been nominated yet"));
    CHECK_THAT(stage.read("de/index.html"), Contains("Noch wurde niemand nominiert"));
    for (auto const* file :
         {"how/index.html", "de/how/index.html", "why-we-wrote/index.html", "feed.xml", "de/feed.xml",
          "results.json", "results.csv", "rules.json", "board/2026-all.txt", "board/2026-empathy.txt",
          "category/empathy/index.html", "category/empathy/results.json"})
        CHECK(stage.has(file));
}

TEST_CASE("what pages load is published with them, so that they look right without the program",
          "[publish]") {
    Stage stage;
    stage.publish();
    for (auto const& file : bot::pages::static_files())
        CHECK(stage.read("static/" + std::string(file.name)) == file.bytes);
    CHECK_THAT(stage.read("index.html"), Contains(bot::pages::url_of_static("site.css")));
}

TEST_CASE("a counted nomination is on the board and on its company's page, where it has no place",
          "[publish]") {
    auto const database = GENERATE(from_range(test::databases()));
    Stage stage(database);
    stage.company("Fernweh");
    stage.company("Kettle & Crane");
    stage.thank_often("Fernweh", 12);
    stage.thank({"Kettle & Crane", "ana"});
    stage.publish();

    auto const board = stage.read("index.html");
    CHECK_THAT(board, Contains("13 people told us about 2 teams"));
    CHECK_THAT(board, Contains("Kettle &amp; Crane"));
    CHECK(board.find("Fernweh") < board.find("Kettle"));
    CHECK(stage.read("board/2026-empathy.txt") ==
          "1 fernweh 3.8448 6.3341 9.7213 12000000 1 0 0 0\n2 kettlecrane 0.1777 0.8392 2.3719 "
          "1000000 1 0 0 0\n");
    CHECK_THAT(stage.read("category/empathy/index.html"), Contains("Fernweh"));
    CHECK_THAT(stage.read("category/knowledge/index.html"), !Contains("Fernweh"));
    CHECK_THAT(stage.read("company/fernweh/index.html"), Contains("12 people thanked this team"));
    CHECK_THAT(stage.read("company/fernweh/index.html"), !Contains("class=\"place\""));
    CHECK_THAT(stage.read("company/kettle-and-crane/index.html"),
               Contains("/nominate?company=Kettle%20%26%20Crane"));
    CHECK(stage.waiting() == 0);
}

TEST_CASE("the board is computed with the rules its season published", "[publish]") {
    Stage stage;
    stage.company("Fernweh");
    stage.company("Kettle & Crane");
    stage.thank_often("Fernweh", 12);
    stage.thank({"Kettle & Crane", "ana"});
    bot::award::Rules rules;
    rules.categories = {"empathy", "knowledge"};
    rules.expected_small = 3;
    rules.apart_by = 1000;
    rules.thanked_people = 1;
    rules.outstanding_score = 19'225;
    auto season = test::season_of_2026();
    season.rules = to_json(rules);
    stage.store.write([&](storage::Write& write) { storage::seasons::replace(write, season); });
    stage.publish();
    // Half of what the rules of today give: 1 + 3 instead of 1 + 1 is expected.
    CHECK(stage.read("board/2026-empathy.txt") ==
          "1 fernweh 1.9224 3.1671 4.8606 12000000 3 0 0 0\n1 kettlecrane 0.0888 0.4196 1.1860 "
          "1000000 3 0 0 0\n");
    CHECK_THAT(stage.read("index.html"),
               Contains("Place 1, shared") && Contains("Thanked") && !Contains("Outstanding"));
    CHECK_THAT(stage.read("rules.json"), Contains("\"small\":3"));
}

TEST_CASE("publishing again what has not changed touches no file", "[publish]") {
    Stage stage;
    stage.company("Fernweh");
    stage.thank_often("Fernweh", 3);
    stage.publish();
    auto again = stage.publisher();
    Stage::run(again);
    again.publish_all();
    CHECK(again.files_changed() == 0);
}

TEST_CASE("a change waits for its interval", "[publish]") {
    Stage stage;
    stage.settings.interval = std::chrono::seconds(5);
    stage.company("Fernweh");
    auto publisher = stage.publisher();
    Stage::run(publisher);
    stage.thank({"Fernweh", "ana"});
    stage.clock.advance(std::chrono::milliseconds(4'999));
    Stage::run(publisher);
    CHECK_FALSE(stage.has("company/fernweh/index.html"));
    stage.clock.advance(std::chrono::milliseconds(1));
    Stage::run(publisher);
    CHECK(stage.has("company/fernweh/index.html"));
}

TEST_CASE("the board follows batches, also over a restart", "[publish]") {
    Stage stage;
    stage.settings.batch = 3;
    stage.settings.batch_wait = std::chrono::hours(1);
    stage.company("Fernweh");
    auto publisher = stage.publisher();
    Stage::run(publisher);
    stage.thank({"Fernweh", "ana"});
    stage.thank({"Fernweh", "ben"});
    Stage::run(publisher);
    stage.publish();
    CHECK_THAT(stage.read("index.html"), !Contains("Fernweh"));

    SECTION("when it is full") {
        stage.thank({"Fernweh", "cleo"});
        Stage::run(publisher);
        CHECK_THAT(stage.read("index.html"), Contains("3 people told us about 1 team"));
    }
    SECTION("when the first has waited long enough") {
        stage.clock.advance(std::chrono::hours(1));
        Stage::run(publisher);
        CHECK_THAT(stage.read("index.html"), Contains("2 people told us about 1 team"));
    }
}

TEST_CASE("a company without a known size is measured as a large one, and says so", "[publish]") {
    Stage stage;
    stage.company("Fernweh", std::nullopt);
    stage.company("Kettle");
    stage.thank_often("Fernweh", 9);
    stage.thank_often("Kettle", 9);
    stage.publish();
    auto const board = stage.read("index.html");
    CHECK(board.find("Kettle") < board.find("Fernweh"));
    CHECK_THAT(board, Contains("size not known yet"));
    CHECK_THAT(stage.read("board/2026-all.txt"), Contains("2 fernweh 0.4932 0.8790 1.4277 9000000 10 0 0 0"));
    CHECK_THAT(stage.read("company/fernweh/index.html"), Contains("it is measured as a large one"));
}

TEST_CASE("a company that is not active leaves the board and has no page", "[publish]") {
    Stage stage;
    stage.company("Fernweh");
    stage.thank({"Fernweh", "ana"});
    stage.publish();
    REQUIRE(stage.has("de/company/fernweh/index.html"));

    stage.store.write([&](storage::Write& write) {
        auto company = *storage::companies::find(write, storage::CompanyId("fernweh"));
        company.state = storage::Company::State::refused;
        storage::companies::update(write, company);
        storage::board_changes::mark_company(write, company.id, stage.clock.now());
    });
    stage.publish();
    CHECK_FALSE(stage.has("company/fernweh"));
    CHECK_FALSE(stage.has("de/company/fernweh"));
    CHECK_THAT(stage.read("index.html"), Contains("Nobody has been nominated yet"));
}

TEST_CASE("a withdrawn nomination leaves the board", "[publish]") {
    Stage stage;
    stage.company("Fernweh");
    auto const id = stage.thank({"Fernweh", "ana"});
    stage.publish();
    stage.store.write([&](storage::Write& write) {
        auto nomination = *storage::nominations::find(write, id);
        nomination.state = storage::Nomination::State::withdrawn;
        storage::nominations::update(write, nomination);
        storage::board_changes::mark(write, "2026", nomination.category, nomination.company,
                                     stage.clock.now());
    });
    stage.publish();
    CHECK_THAT(stage.read("index.html"), !Contains("Fernweh"));
    CHECK_THAT(stage.read("company/fernweh/index.html"),
               Contains("No thanks are counted for this team right now"));
}

TEST_CASE("a story is shown once its writer and an operator agreed, escaped everywhere", "[publish]") {
    auto const database = GENERATE(from_range(test::databases()));
    Stage stage(database);
    stage.company("Fernweh");
    auto const secret =
        stage.thank({.company = "Fernweh", .person = "ana", .story = "Mine", .may_publish = false});
    auto const open =
        stage.thank({.company = "Fernweh", .person = "ben", .story = "They <b>stayed</b>\x01 & helped"});
    stage.publish();
    CHECK_THAT(stage.read("index.html"), !Contains("stayed"));

    stage.store.write([&](storage::Write& write) {
        auto const approve = [&](storage::NominationId const& id) {
            auto const words = storage::nominations::find(write, id)->story_sha256;
            return storage::stories::approve(write, id, words, stage.clock.now());
        };
        CHECK_FALSE(approve(secret));
        CHECK(approve(open));
        CHECK_FALSE(approve(open));
    });
    stage.publish();
    for (auto const* file : {"index.html", "company/fernweh/index.html", "feed.xml", "de/feed.xml"}) {
        CHECK_THAT(stage.read(file), Contains("They &lt;b&gt;stayed&lt;/b&gt;"));
        CHECK_THAT(stage.read(file), !Contains("Mine"));
    }
    CHECK(stage.read("feed.xml").find('\x01') == std::string::npos);

    // Words that took their place wait for an operator again.
    stage.store.write([&](storage::Write& write) {
        auto other = storage::nominations::find(write, open).value();
        other.story = "Buy pills";
        other.story_sha256 = "of other words";
        storage::nominations::update(write, other);
        storage::board_changes::mark(write, other.season, other.category, other.company, stage.clock.now());
    });
    stage.publish();
    for (auto const* file : {"index.html", "company/fernweh/index.html", "feed.xml"})
        CHECK_THAT(stage.read(file), !Contains("pills") && !Contains("stayed"));

    stage.store.write(
        [&](storage::Write& write) { CHECK(storage::stories::hide(write, open, stage.clock.now())); });
    stage.publish();
    CHECK_THAT(stage.read("feed.xml"), !Contains("stayed"));
}

TEST_CASE("the pages of a closed season that another formula counted keep their bytes", "[publish]") {
    Stage stage;
    stage.company("Fernweh");
    stage.thank_often("Fernweh", 3);
    stage.publish();
    auto const before = stage.files();
    auto season = test::season_of_2026();
    season.closes_at = season.announced_at = stage.clock.now();
    season.rules.insert(1, R"("formula":{"id":"gamma-6"},)");
    stage.store.write([&](storage::Write& write) {
        using State = storage::Season::State;
        storage::seasons::replace(write, season);
        storage::seasons::take(write, {"2026", State::closed, stage.clock.now()}, State::open);
    });
    stage.publish();
    CHECK(stage.files() == before);
}

TEST_CASE("a hidden story leaves every page at once, while figures wait for their batch", "[publish]") {
    auto const database = GENERATE(from_range(test::databases()));
    Stage stage(database);
    stage.company("Fernweh");
    auto const told = stage.thank({.company = "Fernweh", .person = "ben", .story = "They stayed late"});
    stage.store.write([&](storage::Write& write) {
        auto const words = storage::nominations::find(write, told)->story_sha256;
        storage::stories::approve(write, told, words, stage.clock.now());
    });
    stage.publish();
    REQUIRE_THAT(stage.read("category/empathy/index.html"), Contains("They stayed late"));
    stage.settings.batch = 8;
    stage.settings.interval = std::chrono::seconds(5);
    auto publisher = stage.publisher();
    Stage::run(publisher);

    stage.thank({"Fernweh", "ana"});
    stage.store.write([&](storage::Write& write) { storage::stories::hide(write, told, stage.clock.now()); });
    Stage::run(publisher);
    for (auto const& [name, bytes] : stage.files())
        CHECK(bytes.find("They stayed late") == std::string::npos);
    CHECK_THAT(stage.read("index.html"), Contains("1 person told us about 1 team"));
    CHECK(storage::story_removals::waiting(stage.store, 10).empty());
    stage.clock.advance(std::chrono::hours(1));
    Stage::run(publisher);
    CHECK_THAT(stage.read("index.html"), Contains("2 people told us about 1 team"));
}

TEST_CASE("when a season closes the pages say so without any nomination", "[publish]") {
    Stage stage;
    auto publisher = stage.publisher();
    Stage::run(publisher);
    CHECK_THAT(stage.read("index.html"), Contains("open until"));
    // It closes on 30 November at 08:00; a season that closes at midnight shows the day before.
    CHECK_THAT(stage.read("index.html"), Contains("30 November 2026"));
    stage.clock.set(test::season_of_2026().closes_at);
    stage.store.write([&](storage::Write& write) {
        using State = storage::Season::State;
        storage::seasons::take(write, {"2026", State::closed, stage.clock.now()}, State::open);
    });
    Stage::run(publisher);
    CHECK_THAT(stage.read("index.html"), Contains("The winners are announced on"));
    CHECK_THAT(stage.read("feed.xml"), Contains("Autumn 2026 is closed"));
}

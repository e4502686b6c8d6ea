#include <catch2/catch.hpp>

#include "tests/bot/publish/stage.h"

TEST_CASE("one nomination among ten thousand companies touches few files", "[publish]") {
    test::Stage stage;
    auto publisher = stage.publisher();
    test::Stage::run(publisher);
    stage.rank(10'000);
    auto const before = publisher.files_changed();
    stage.thank({"company 0", "ana"});
    test::Stage::run(publisher);

    // In two languages: first pages of "all" and "empathy", the company, the feed.
    CHECK(publisher.files_changed() - before <= 2 * 4);
    CHECK(stage.has("company/company-0/index.html"));
    CHECK_FALSE(stage.has("page/2/index.html"));

    // The other pages of the board and its data files follow later, all at once.
    CHECK(stage.waiting() == 2);
}

TEST_CASE("of the pages after the first only those are written anew whose teams changed", "[publish]") {
    test::Stage stage;
    stage.settings.slow_interval = std::chrono::minutes(10);
    auto publisher = stage.publisher();
    test::Stage::run(publisher);
    stage.rank(1'000);
    stage.store.write([&](storage::Write& write) {
        for (auto const* category : {"all", "empathy"})
            storage::board_changes::mark(write, "2026", category, {}, stage.clock.now());
    });
    stage.clock.advance(std::chrono::minutes(10));
    test::Stage::run(publisher);
    REQUIRE(stage.has("page/10/index.html"));
    auto const last_page = stage.read("page/10/index.html");
    auto const data = stage.read("results.json");

    // One nomination stands behind its standing now: it goes from the first page to one of the last.
    stage.thank({"company 199", "ana"});
    test::Stage::run(publisher);
    CHECK(stage.read("results.json") == data);
    CHECK(stage.read("page/10/index.html") == last_page);
    auto const before = publisher.files_changed();
    stage.clock.advance(std::chrono::minutes(10));
    test::Stage::run(publisher);
    CHECK(stage.read("page/10/index.html").find("company/company-199/") != std::string::npos);
    CHECK(stage.read("results.json") != data);
    CHECK(stage.waiting() == 0);
    // Its new place and those that moved up by one team, of two boards in two languages; three data files of
    // each.
    CHECK(publisher.files_changed() - before <= 2 * 2 * 9 + 2 * 3);
}

TEST_CASE("a long publish is done in parts, and what is new comes between", "[publish]") {
    test::Stage stage;
    stage.company("Fernweh");
    stage.publish();
    stage.rank(300);
    auto publisher = stage.publisher();
    REQUIRE(publisher.run_once());
    REQUIRE_FALSE(stage.has("company/company-99/index.html"));
    stage.thank_often("Fernweh", 3);
    CHECK(publisher.run_once());
    CHECK(stage.read("company/fernweh/index.html").find("3 people thanked") != std::string::npos);
    CHECK(stage.waiting() <= 2);
    test::Stage::run(publisher);
    CHECK(stage.has("company/company-99/index.html"));
}

TEST_CASE("what another process counted meanwhile is on the boards, too", "[publish]") {
    auto const database = GENERATE(from_range(test::databases()));
    test::Stage stage(database);
    stage.company("Fernweh");
    stage.company("Hollow");
    auto one = stage.publisher();
    test::Stage::run(one);
    stage.thank_often("Fernweh", 3);
    auto other = stage.publisher();
    test::Stage::run(other);
    stage.thank_often("Hollow", 2);
    test::Stage::run(one);
    CHECK(stage.read("index.html").find("5 people told us about 2 teams") != std::string::npos);
}

TEST_CASE("pages that a board has no lines for any more go", "[publish]") {
    test::Stage stage;
    stage.settings.slow_interval = std::chrono::seconds(0);
    auto publisher = stage.publisher();
    test::Stage::run(publisher);
    stage.store.write([&](storage::Write& write) {
        for (int i = 0; i < 210; ++i) {
            auto const name = "company " + std::to_string(i);
            test::add_company(write, name);
            test::thank(write, stage.clock.now(), {name, "fan of " + name});
        }
    });
    test::Stage::run(publisher);
    test::Stage::run(publisher);
    REQUIRE(stage.has("de/page/3/index.html"));
    REQUIRE_FALSE(stage.has("page/4/index.html"));

    stage.store.write([&](storage::Write& write) {
        for (int i = 0; i < 160; ++i) {
            auto company = *storage::companies::find(write, test::id_of("company " + std::to_string(i)));
            company.state = storage::Company::State::refused;
            storage::companies::update(write, company);
            storage::board_changes::mark_company(write, company.id, stage.clock.now());
        }
    });
    test::Stage::run(publisher);
    test::Stage::run(publisher);
    CHECK_FALSE(stage.has("page/2/index.html"));
    CHECK_FALSE(stage.has("de/page/3/index.html"));
    CHECK(stage.read("index.html").find("50 people told us about 50 teams") != std::string::npos);
    CHECK(stage.waiting() == 0);
}

#include <catch2/catch.hpp>

#include "tests/bot/publish/stage.h"

TEST_CASE("one nomination among ten thousand companies touches few files", "[publish]") {
    test::Stage stage;
    auto publisher = stage.publisher();
    publisher.run_once();
    stage.rank(10'000);
    auto const before = publisher.files_changed();
    stage.thank({"company 0", "ana"});
    publisher.run_once();

    // In two languages: first pages of "all" and "empathy", the company, the feed; three data files of each
    // board.
    CHECK(publisher.files_changed() - before <= 2 * 4 + 2 * 3);
    CHECK(stage.has("company/company-0/index.html"));
    CHECK_FALSE(stage.has("page/2/index.html"));

    // The other pages of the board follow later, all at once.
    CHECK(stage.waiting() == 2);
}

TEST_CASE("pages that a board has no lines for any more go", "[publish]") {
    test::Stage stage;
    stage.settings.slow_interval = std::chrono::seconds(0);
    auto publisher = stage.publisher();
    publisher.run_once();
    stage.store.write([&](storage::Write& write) {
        for (int i = 0; i < 210; ++i) {
            auto const name = "company " + std::to_string(i);
            test::add_company(write, name);
            test::thank(write, stage.clock.now(), {name, "fan of " + name});
        }
    });
    publisher.run_once();
    publisher.run_once();
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
    publisher.run_once();
    publisher.run_once();
    CHECK_FALSE(stage.has("page/2/index.html"));
    CHECK_FALSE(stage.has("de/page/3/index.html"));
    CHECK(stage.read("index.html").find("50 people told us about 50 teams") != std::string::npos);
    CHECK(stage.waiting() == 0);
}

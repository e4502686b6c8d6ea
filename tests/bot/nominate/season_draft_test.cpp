#include "bot/nominate/season_draft.h"

#include <catch2/catch.hpp>

using namespace bot::nominate;
using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;

namespace {

SeasonForm typed() {
    auto form = new_form();
    form.id = " spring-2027 ";
    form.name = "Spring 2027";
    form.zone = "Europe/Berlin";
    form.opens = "2027-03-01";
    form.closes = "2027-05-31";
    return form;
}

}  // namespace

TEST_CASE("a form becomes a season whose days are those of its zone", "[nominate][seasons]") {
    auto const read = read_form(typed());
    REQUIRE(read.mistake.empty());
    auto const& season = read.settings;
    CHECK(season.id == "spring-2027");
    CHECK_FALSE(season.publishes_at);
    CHECK(season.opens_at == sys_days(2027y / 2 / 28) + 23h);
    CHECK(season.closes_at == sys_days(2027y / 5 / 31) + 22h);
    CHECK(season.counts_at == season.closes_at + days(21));
    CHECK(season.announced_at == season.counts_at + days(7));
    CHECK(season.rules == Rules{});
}

TEST_CASE("categories have words of their own, in any language", "[nominate][seasons]") {
    auto form = typed();
    form.categories = "team\r\n\r\nspeed: Quick to answer: They never let you wait: never.\nspeed/de: Schnell\n";
    form.cold = "0,25";
    auto const read = read_form(form);
    REQUIRE(read.mistake.empty());
    auto const& rules = read.settings.rules;
    CHECK(rules.categories == std::vector<std::string>{"team", "speed"});
    CHECK(rules.words_for("speed", "en")->title == "Quick to answer");
    CHECK(rules.words_for("speed", "en")->text == "They never let you wait: never.");
    CHECK(rules.words_for("speed", "de")->title == "Schnell");
    CHECK(rules.words_for("team", "en") == nullptr);
    CHECK(rules.cold_weight == 250'000);
}

TEST_CASE("a form shows what a season has, and reads it back", "[nominate][seasons]") {
    auto form = typed();
    form.publishes = "2027-02-01";
    form.categories = "team\nspeed: Quick: Now\nspeed/de: Schnell\n";
    form.cold = "0.15";
    form.gate_percent = "70";
    form.batch = "3";
    auto const read = read_form(form).settings;
    Season season;
    season.id = read.id;
    season.name = read.name;
    season.zone = read.zone;
    season.publishes_at = read.publishes_at;
    season.opens_at = read.opens_at;
    season.closes_at = read.closes_at;
    season.counts_at = read.counts_at;
    season.announced_at = read.announced_at;
    season.parts = read.rules;
    auto const again = read_form(form_of(season));
    REQUIRE(again.mistake.empty());
    CHECK(again.settings.closes_at == read.closes_at);
    CHECK(again.settings.publishes_at == read.publishes_at);
    CHECK(again.settings.rules == read.rules);
}

TEST_CASE("what is wrong with a form is named", "[nominate][seasons]") {
    auto const wrong = [](auto change) {
        auto form = typed();
        change(form);
        return read_form(form).mistake;
    };
    CHECK(wrong([](auto& form) { form.id = "Spring 2027"; }) == "id");
    CHECK(wrong([](auto& form) { form.name = " "; }) == "name");
    CHECK(wrong([](auto& form) { form.zone = "Berlin"; }) == "zone");
    CHECK(wrong([](auto& form) { form.opens = ""; }) == "day");
    CHECK(wrong([](auto& form) { form.closes = "2027-02-30"; }) == "day");
    CHECK(wrong([](auto& form) { form.closes = "2027-02-01"; }) == "closes");
    CHECK(wrong([](auto& form) { form.publishes = "2027-04-01"; }) == "publishes");
    CHECK(wrong([](auto& form) { form.counts = "2027-05-01"; }) == "counts");
    CHECK(wrong([](auto& form) { form.announced = "2027-06-01"; }) == "announced");
    CHECK(wrong([](auto& form) { form.categories = ""; }) == "no_category");
    CHECK(wrong([](auto& form) { form.categories = "Best Of"; }) == "category");
    CHECK(wrong([](auto& form) { form.categories = "all"; }) == "category_all");
    CHECK(wrong([](auto& form) { form.categories = "team\nteam"; }) == "category_twice");
    CHECK(wrong([](auto& form) { form.categories = "team:"; }) == "words");
    CHECK(wrong([](auto& form) { form.categories = "team\nspeed/de: Schnell"; }) == "words");
    CHECK(wrong([](auto& form) { form.batch = "many"; }) == "number");
    CHECK(wrong([](auto& form) { form.cold = "1.5"; }) == "number");
    CHECK(wrong([](auto& form) { form.cold = "nan"; }) == "number");
    CHECK(wrong([](auto& form) { form.gate_percent = "100"; }) == "number");
    CHECK(wrong([](auto& form) { form.batch = "0"; }) == "minimum");
}

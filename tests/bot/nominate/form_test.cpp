#include "bot/nominate/form.h"

#include <catch2/catch.hpp>

#include "bot/base/user_error.h"
#include "bot/nominate/season_steps.h"
#include "tests/bot/nominate/builders.h"

using namespace bot::nominate;

namespace {

struct Desk : test::Programme {
    std::vector<std::string> fields(Form const& form) const {
        std::vector<std::string> names;
        for (auto const& mistake : parse(form, nominations.season().value(), {}).mistakes) {
            names.push_back(mistake.field);
            CHECK_FALSE(words.say("en", mistake.message, {{"limit", mistake.limit}, {"count", mistake.count}})
                            .empty());
        }
        return names;
    }
};

}  // namespace

TEST_CASE("each field says what is wrong with it, in the order of the form", "[nominate]") {
    Desk const desk;
    CHECK(desk.fields(desk.form()).empty());
    CHECK(desk.fields(Form()) ==
          std::vector<std::string>{"company", "category", "excellent", "credit", "mail"});
    auto form = desk.form();
    form.empathy = "6";
    form.knowledge = "0";
    form.professionalism = "55";
    form.mail = "ana@";
    CHECK(desk.fields(form) == std::vector<std::string>{"empathy", "knowledge", "professionalism", "mail"});
}

TEST_CASE("a form without mistakes is read into what it says", "[nominate]") {
    Desk const desk;
    auto form = desk.form();
    form.company = " Mo\u0308ller\t&  So\u0308hne ";
    form.excellent = "no";
    form.credit = "both";
    form.person = " Ines ";
    form.empathy = "5";
    form.story = "one\r\n\r\n\r\ntwo";
    form.mail = " Ana@M\u00fcller.example ";
    form.may_ask = true;
    auto const read = parse(form, desk.nominations.season().value(), {}).submission.value();
    auto const& said = read.nomination;
    CHECK(read.company == "Möller & Söhne");
    CHECK_FALSE(said.excellent);
    CHECK(said.credit == storage::Nomination::Credit::both);
    CHECK(read.person == "Ines");
    CHECK(said.empathy == 5);
    CHECK_FALSE(said.knowledge);
    CHECK(said.story == "one\n\ntwo");
    CHECK(read.mail.text() == "Ana@xn--mller-kva.example");
    CHECK(said.may_ask);
    CHECK_FALSE(parse(Form(), desk.nominations.season().value(), {}).submission);
}

TEST_CASE("a name must be one, and must not carry a link into a stranger's mailbox", "[nominate]") {
    Desk const desk;
    auto form = desk.form();
    for (auto const* name : {"", " ", "!!!", "\u200b\u202e", "Buy at http://x.example", "www.x.example",
                             "evil.example/prize?x=1", "call 0800 123 4567"}) {
        form.company = name;
        CHECK(desk.fields(form) == std::vector<std::string>{"company"});
    }
    for (auto const* name : {"Booking.com", "株式会社", "7-Eleven", "O2"}) {
        form.company = name;
        CHECK(desk.fields(form).empty());
    }
}

TEST_CASE("length is counted as people count, and piles of marks are too long", "[nominate]") {
    Desk const desk;
    auto form = desk.form();
    form.person = "e\u0301👩‍👩‍👧🇩🇪" + std::string(97, 'a');
    CHECK(desk.fields(form).empty());
    form.person += "a";
    CHECK(desk.fields(form) == std::vector<std::string>{"person"});
    form.person.clear();
    form.story.clear();
    for (int i = 0; i < 2000; ++i) form.story += "ä";
    CHECK(desk.fields(form).empty());
    form.story += "ä";
    CHECK(desk.fields(form) == std::vector<std::string>{"story"});
    form.story = "a";
    for (int i = 0; i < 20'000; ++i) form.story += "\u0301";
    CHECK(desk.fields(form) == std::vector<std::string>{"story"});
}

TEST_CASE("text is kept composed, in one direction and without what is not seen", "[nominate]") {
    CHECK(tidy_line("  Mo\u0308ller\t&\r\nSo\u0308hne \u202e\u0007 ") == "Möller & Söhne");
    CHECK(tidy_story("one\r\n\r\n\r\n\r\ntwo\nthree \n\n") == "one\n\ntwo\nthree");
    CHECK(tidy_story("👩‍👩‍👧") == "👩‍👩‍👧");
    CHECK(tidy_line("").empty());
}

TEST_CASE("the form's stamp cannot be made up", "[nominate]") {
    test::World const world;
    auto const stamp = started_stamp(world.keys, world.clock.now());
    CHECK(started_at(world.keys, stamp) == world.clock.now());
    for (auto const& made_up : {std::string(), std::string("."), "1" + stamp, stamp + "0", stamp.substr(1)})
        CHECK_FALSE(started_at(world.keys, made_up));
}

TEST_CASE("a season follows the settings while it is a draft, and then what it published", "[nominate]") {
    test::World world(GENERATE(Catch::Generators::from_range(test::databases())));
    auto settings = test::season_settings();
    auto const ensure = [&] {
        return world.store.write(
            [&](storage::Write& write) { return ensure_season(write, settings, world.clock.now()); });
    };
    world.clock.advance(-std::chrono::hours(48));
    auto const first = ensure();
    CHECK(first.season.rules_sha256 == bot::sha256_hex(first.season.rules));
    CHECK(bot::award::to_json(first.season.parts) == first.season.rules);
    settings.rules.categories = {"team"};
    auto const before = ensure();
    CHECK(before.season.parts.categories == std::vector<std::string>{"team"});
    CHECK(before.season.group_salt == first.season.group_salt);
    world.clock.advance(std::chrono::hours(48));
    CHECK(bot::nominate::take_due_steps(world.store, world.clock.now()) == 2);
    settings.rules.cold_weight = 1'000'000;
    auto const after = ensure();
    CHECK(after.settings_ignored);
    CHECK(after.season.parts.cold_weight == 400'000);
    CHECK(storage::seasons::open(world.store)->id == "2026");
}

TEST_CASE("a season that makes no sense is refused with its reason", "[nominate]") {
    test::World world;
    auto const refused = [&](auto change) {
        auto settings = test::season_settings();
        change(settings);
        CHECK_THROWS_AS(world.store.write([&](storage::Write& write) {
            return ensure_season(write, settings, world.clock.now());
        }),
                        bot::UserError);
    };
    refused([](SeasonSettings& one) { one.id = "Autumn 2026"; });
    refused([](SeasonSettings& one) { one.closes_at = one.opens_at; });
    refused([](SeasonSettings& one) { one.announced_at = one.closes_at + std::chrono::days(20); });
    refused([](SeasonSettings& one) { one.rules.categories.clear(); });
    refused([](SeasonSettings& one) { one.rules.categories = {"team", "team"}; });
    refused([](SeasonSettings& one) { one.rules.categories = {"team", "all"}; });
    refused([](SeasonSettings& one) { one.rules.formula = "gamma-of-tomorrow"; });
    refused([](SeasonSettings& one) { one.rules.score_permille = 0; });
    refused([](SeasonSettings& one) { one.rules.upper_permille = 1000; });
    refused([](SeasonSettings& one) { one.rules.expected_small = -2; });
    refused([](SeasonSettings& one) { one.rules.cold_weight = 1'000'001; });
    refused([](SeasonSettings& one) { one.zone = "Berlin"; });
    refused([](SeasonSettings& one) { one.counts_at = one.closes_at - std::chrono::days(1); });
    refused([](SeasonSettings& one) { one.publishes_at = one.opens_at + std::chrono::days(1); });
    refused([](SeasonSettings& one) { one.rules.thanked_people = 0; });
    refused([](SeasonSettings& one) { one.rules.words = {{"speed", "", "Quick", ""}}; });
    refused([](SeasonSettings& one) { one.rules.words = {{"team", "", "", ""}}; });
}

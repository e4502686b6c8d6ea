#include "bot/nominate/nominations.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <thread>

#include "bot/base/user_error.h"
#include "storage/standings.h"
#include "tests/bot/nominate/builders.h"

using namespace std::chrono_literals;
using Catch::Generators::from_range;
using State = storage::Nomination::State;
using Evidence = storage::Nomination::Evidence;

TEST_CASE("a nomination waits unconfirmed, with a mail on its way", "[nominate]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    test::add_company(programme.world.store, "Hearth");
    auto const link = programme.send(programme.form("Hearth", " Ana.B+x@GMail.com "));
    auto const found = programme.nominations.find(link);
    REQUIRE(found);
    CHECK(found->state == State::unconfirmed);
    CHECK(found->story == "They called me back on a Sunday.");
    auto const letters = programme.letters();
    REQUIRE(letters.size() == 1);
    CHECK(letters[0].to == "Ana.B+x@gmail.com");
    CHECK_THAT(letters[0].subject, Catch::Contains("Hearth"));
    CHECK(storage::board_changes::waiting(programme.world.store, 10).empty());
}

TEST_CASE("a confirmed nomination counts with everything the log will need", "[nominate]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    auto form = programme.form();
    form.empathy = "5";
    auto const counted = programme.thank(form);
    CHECK(counted.state == State::counted);
    CHECK(counted.evidence == Evidence::cold);
    CHECK(counted.weight == 400'000);
    CHECK(counted.confirmed_day == "2026-09-01");
    CHECK(bot::from_base64(counted.salt.value())->size() == 32);
    auto const record = nlohmann::json::parse(counted.private_record.value());
    CHECK(record.dump() == counted.private_record);
    CHECK(record["scores"] ==
          nlohmann::json{{"empathy", 5}, {"knowledge", nullptr}, {"professionalism", nullptr}});
    CHECK(record["story_sha256"] == bot::sha256_hex("They called me back on a Sunday."));
    CHECK(record["mail_hash"] == counted.person_hash);
    CHECK_FALSE(storage::board_changes::waiting(programme.world.store, 10).empty());
}

TEST_CASE("ten presses of the button count once", "[nominate]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    auto const link = programme.send(programme.form());
    for (int i = 0; i < 10; ++i) CHECK(programme.nominations.confirm(link, "en")->state == State::counted);
    CHECK(programme.count("nominations where state = 'counted'") == 1);
    CHECK(programme.nominations.confirm(link, "en")->confirmed_at ==
          programme.nominations.find(link)->confirmed_at);
}

TEST_CASE("forged and expired private links lead nowhere alike", "[nominate]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    auto const link = programme.send(programme.form());
    programme.world.clock.advance(24h * 7);
    for (auto const& each : {link, std::string("aaaaaaaaaaaaaaaaaaaaaaaaaa"), std::string()}) {
        CHECK_FALSE(programme.nominations.find(each));
        CHECK_FALSE(programme.nominations.confirm(each, "en"));
    }
}

TEST_CASE("an invitation gives full weight for its company and is then spent", "[nominate]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    auto const hearth = test::add_company(programme.world.store, "Hearth");
    auto form = programme.form("hearth");
    form.invite = programme.mint(hearth);
    auto const counted = programme.thank(form);
    CHECK(counted.company == hearth);
    CHECK(counted.evidence == Evidence::invited);
    CHECK(counted.weight == 1'000'000);
    CHECK_FALSE(counted.token_hash);
    CHECK_FALSE(programme.invited(form.invite));
    form.mail = "ben@gmail.com";
    CHECK(programme.thank(form).weight == 400'000);
}

TEST_CASE("an invitation used for another company counts as none and stays usable", "[nominate]") {
    test::Programme programme;
    auto const hearth = test::add_company(programme.world.store, "Hearth");
    auto form = programme.form("Kiln");
    form.invite = programme.mint(hearth);
    CHECK(programme.thank(form).evidence == Evidence::cold);
    CHECK(programme.invited(form.invite) == hearth);
}

TEST_CASE("of several who confirm with one invitation at once exactly one is invited",
          "[nominate][threads]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    auto const token = programme.mint(test::add_company(programme.world.store, "Hearth"));
    std::vector<std::string> links;
    for (int i = 0; i < 5; ++i) {
        auto form = programme.form("Hearth", std::string(1, static_cast<char>('a' + i)) + "nn@gmail.com");
        form.invite = token;
        links.push_back(programme.send(form));
    }
    std::atomic<int> invited = 0, counted = 0;
    {
        std::vector<std::jthread> people;
        for (auto const& link : links)
            people.emplace_back([&] {
                auto const mine = programme.nominations.confirm(link, "en").value();
                counted += mine.state == State::counted;
                invited += mine.evidence == Evidence::invited;
            });
    }
    CHECK(counted == 5);
    CHECK(invited == 1);
}

TEST_CASE("an unconfirmed nomination is given up after a week and frees its invitation", "[nominate]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    auto form = programme.form("Hearth");
    form.invite = programme.mint(test::add_company(programme.world.store, "Hearth"));
    auto const id = programme.nominations.find(programme.send(form))->id;
    programme.world.clock.advance(24h * 7);
    programme.nominations.run_once();
    auto const gone = programme.row(id);
    CHECK(gone.state == State::expired);
    CHECK_FALSE(gone.story);
    CHECK_FALSE(gone.sealed_mail);
    CHECK(programme.count("nomination_signals") == 0);
    programme.world.clock.advance(24h * 54);
    CHECK_FALSE(
        programme.invited(form.invite));  // Not reserved any more, so its 60 days count again.
}

TEST_CASE("a person is counted once in a season and once in each category, by the first that counts",
          "[nominate]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    auto const first = programme.thank(programme.form("Hearth"));
    CHECK((first.first_in_season && first.first_in_category));
    auto const same = programme.thank(programme.form("Kiln", "a.na+2@googlemail.com"));
    CHECK_FALSE((same.first_in_season || same.first_in_category));
    auto elsewhere = programme.form("Loom");
    elsewhere.category = "team";
    auto const other = programme.thank(elsewhere);
    CHECK_FALSE(other.first_in_season);
    CHECK(other.first_in_category);
    CHECK(programme.thank(programme.form("Loom", "ben@gmail.com")).first_in_season);
}

TEST_CASE("a person has one voice for a company: a second one moves to its category", "[nominate]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    auto const first = programme.thank(programme.form("Hearth"));
    auto form = programme.form("Hearth");
    form.category = "team";
    auto const second = programme.thank(form);
    CHECK(second.id == first.id);
    CHECK(second.category == "team");
    CHECK(second.weight == first.weight);
    CHECK((second.first_in_season && second.first_in_category));
    CHECK(programme.count("nominations") == 1);
}

TEST_CASE("a second nomination of the same company takes the first one's place", "[nominate]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    auto const hearth = test::add_company(programme.world.store, "Hearth");
    auto form = programme.form("Hearth");
    form.invite = programme.mint(hearth);
    auto const first_link = programme.send(form);
    auto const first = programme.nominations.confirm(first_link, "en").value();
    form.invite.clear();
    form.story = "Better words.";
    CHECK(programme.nominations.submit(form, {"192.0.2.9", "en"}).empty());
    auto const letter = programme.letters().back();
    CHECK_THAT(letter.subject, Catch::Contains("already thanked"));
    auto const second = programme.nominations.confirm(letter.link("/confirm/"), "en").value();
    CHECK(second.id == first.id);
    CHECK(second.story == "Better words.");
    CHECK(second.weight == 1'000'000);
    CHECK(second.salt != first.salt);
    CHECK(programme.count("nominations") == 1);
    CHECK_FALSE(programme.nominations.find(first_link));
    CHECK(programme.nominations.confirm(letter.link("/confirm/"), "en")->state == State::counted);
}

TEST_CASE("a company nobody knows yet is created once and waits for an operator", "[nominate]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    auto const one = programme.nominations.find(programme.send(programme.form("Copper Kettle")));
    auto const two =
        programme.nominations.find(programme.send(programme.form("  copper   KETTLE ", "ben@gmail.com")));
    CHECK(one->company == two->company);
    auto const company = storage::companies::find(programme.world.store, one->company).value();
    CHECK(company.state == storage::Company::State::pending);
    CHECK(company.name == "Copper Kettle");
}

TEST_CASE("what is pressed too fast or by a machine comes back with nothing stored", "[nominate]") {
    test::Programme programme;
    auto fast = programme.form();
    fast.started = bot::nominate::started_stamp(programme.world.keys, programme.world.clock.now());
    auto trapped = programme.form();
    trapped.website = "https://example.org";
    auto forged = programme.form();
    forged.started = "0.0000";
    for (auto const& form : {fast, trapped, forged}) {
        auto const mistakes = programme.nominations.submit(form, {"192.0.2.1", "en"});
        REQUIRE(mistakes.size() == 1);
        CHECK(mistakes[0].field.empty());
    }
    CHECK(programme.count("nominations") == 0);
    CHECK(programme.letters().empty());
}

TEST_CASE("too many forms from one place are refused with a way out", "[nominate]") {
    bot::nominate::Settings settings;
    settings.per_prefix_a_day = 3;
    test::Programme programme(GENERATE(from_range(test::databases())), settings);
    auto const submit = [&](std::string const& mail, std::string const& client) {
        return programme.nominations.submit(programme.form("Hearth", mail), {client, "en"});
    };
    submit("ana@gmail.com", "2001:db8:1:2::1");
    submit("a.na+1@gmail.com", "2001:db8:1:2::2");
    submit("ben@gmail.com", "2001:db8:1:2:ffff::3");
    CHECK_THROWS_WITH(submit("cyd@gmail.com", "2001:db8:1:2::4"), Catch::Contains("tomorrow"));
    CHECK(submit("cyd@gmail.com", "2001:db8:1:3::4").empty());
    programme.world.clock.advance(24h + 1ms);
    CHECK(submit("ana@gmail.com", "2001:db8:1:2::1").empty());
}

TEST_CASE("without an open season nothing is taken", "[nominate]") {
    test::Programme programme;
    programme.until(programme.world.clock.now() + 24h * 90);
    CHECK_THROWS_AS(programme.nominations.submit(programme.form(), {"192.0.2.1", "en"}), bot::UserError);
}

TEST_CASE("no mail address and no story stands readable where it must not", "[nominate]") {
    test::Programme programme;
    auto const counted = programme.thank(programme.form("Hearth", "ana@gmail.com"));
    auto const row = programme.row(counted.id);
    CHECK(row.sealed_mail->find("ana") == std::string::npos);
    CHECK(row.person_hash.find("ana") == std::string::npos);
    CHECK(row.private_record->find("Sunday") == std::string::npos);
}

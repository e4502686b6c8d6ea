#include <catch2/catch.hpp>

#include "bot/nominate/newcomers.h"
#include "tests/bot/nominate/builders.h"

using namespace std::chrono_literals;
using Catch::Generators::from_range;
using State = storage::Nomination::State;
using Evidence = storage::Nomination::Evidence;

TEST_CASE("an invitation that comes with a second nomination gives the first one full weight, once",
          "[nominate]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    auto const hearth = test::add_company(programme.world.store, "Hearth");
    auto form = programme.form("Hearth");
    CHECK(programme.thank(form).weight == 400'000);
    form.invite = programme.mint(hearth);
    auto const second = programme.thank(form);
    CHECK(second.evidence == Evidence::invited);
    CHECK(second.weight == 1'000'000);
    CHECK_FALSE(programme.invited(form.invite));
    form.mail = "ben@gmail.com";
    CHECK(programme.thank(form).evidence == Evidence::cold);
}

TEST_CASE("a second invitation that raises nothing can be used by somebody else", "[nominate]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    auto const hearth = test::add_company(programme.world.store, "Hearth");
    auto form = programme.form("Hearth");
    form.invite = programme.mint(hearth);
    CHECK(programme.thank(form).evidence == Evidence::invited);
    form.invite = programme.mint(hearth);
    CHECK(programme.thank(form).weight == 1'000'000);
    CHECK(programme.invited(form.invite) == hearth);
    form.mail = "ben@gmail.com";
    CHECK(programme.thank(form).evidence == Evidence::invited);
}

TEST_CASE("of two nominations of one person for one company all that is said is the second one's",
          "[nominate]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    auto form = programme.form("Hearth", "ana@gmail.com");
    form.empathy = "5";
    form.may_publish = true;
    auto const first = programme.thank(form);
    form = programme.form("Hearth", "a.na@gmail.com");
    form.story = "Better words.";
    form.empathy.clear();
    form.knowledge = "2";
    form.professionalism = "3";
    form.excellent = "no";
    form.credit = "both";
    form.person = "Maria";
    auto const second = programme.thank(form);
    CHECK(second.id == first.id);
    CHECK(second.story_sha256 == bot::sha256_hex("Better words."));
    CHECK_FALSE(second.empathy);
    CHECK(second.knowledge == 2);
    CHECK(second.professionalism == 3);
    CHECK_FALSE(second.excellent);
    CHECK(second.credit == storage::Nomination::Credit::both);
    CHECK(programme.world.keys.open(second.sealed_person.value()) == "Maria");
    CHECK(programme.world.keys.open(second.sealed_mail.value()) == "a.na@gmail.com");
    CHECK_FALSE(second.may_publish);
    CHECK(second.private_record != first.private_record);
    CHECK(second.confirmed_at == first.confirmed_at);
}

TEST_CASE("a nomination that is void makes a later one void for that company alone", "[nominate]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    auto const bought = programme.thank(programme.form("Hearth"));
    programme.nominations.void_nomination(bought.id, "bought");
    CHECK(programme.thank(programme.form("Kiln")).state == State::counted);
    CHECK(programme.thank(programme.form("Hearth", "ben@gmail.com")).state == State::counted);
    auto elsewhere = programme.form("Hearth");
    elsewhere.category = "team";
    CHECK(programme.thank(elsewhere).state == State::voided);
    CHECK(programme.thank(programme.form("Hearth", "a.na@gmail.com")).state == State::voided);
}

TEST_CASE("a nomination confirmed after its company was merged counts for what it became, once",
          "[nominate]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    bot::nominate::Newcomers newcomers(programme.world.store, programme.world.clock);
    auto const hearth = test::add_company(programme.world.store, "Hearth");
    auto const kept = programme.thank(programme.form("Hearth"));
    auto const twice = programme.send(programme.form("Hearth Ltd"));
    auto const late = programme.send(programme.form("Hearth Ltd", "ben@gmail.com"));
    REQUIRE(newcomers.merge(programme.nominations.find(late)->company, hearth));
    CHECK(programme.nominations.confirm(late, "en")->company == hearth);
    CHECK(programme.nominations.confirm(twice, "en")->id == kept.id);
    CHECK(programme.count("nominations where state = 'counted'") == 2);
}

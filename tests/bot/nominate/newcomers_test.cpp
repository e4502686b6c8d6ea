#include "bot/nominate/newcomers.h"

#include <catch2/catch.hpp>

#include "tests/bot/nominate/builders.h"

using Catch::Generators::from_range;
using State = storage::Nomination::State;
using Band = storage::Company::Band;

namespace {

struct Desk : test::Programme {
    using test::Programme::Programme;
    storage::Company company(storage::CompanyId const& id) {
        return storage::companies::find(world.store, id).value();
    }
    bot::nominate::Newcomers newcomers{world.store, world.clock};
};

}  // namespace

TEST_CASE("a new name waits with its nominations until it is accepted", "[nominate]") {
    Desk desk(GENERATE(from_range(test::databases())));
    auto const counted = desk.thank(desk.form("Copper Kettle"));
    desk.send(desk.form("Copper Kettle", "ben@gmail.com"));
    desk.send(desk.form("Aardvark Cabs", "ben@gmail.com"));
    auto const waiting = desk.newcomers.waiting();
    REQUIRE(waiting.size() == 2);
    CHECK(waiting[0].company.name == "Copper Kettle");
    CHECK(waiting[0].counted == 1);
    CHECK(waiting[0].unconfirmed == 1);
    CHECK(desk.newcomers.accept(counted.company, Band::small));
    CHECK_FALSE(desk.newcomers.accept(counted.company, Band::large));
    CHECK(desk.company(counted.company).band == Band::small);
    CHECK(desk.company(counted.company).state == storage::Company::State::active);
    CHECK(desk.newcomers.waiting().size() == 1);
}

TEST_CASE("merging moves the nominations, and a person who thanked both counts once", "[nominate]") {
    Desk desk(GENERATE(from_range(test::databases())));
    auto const hearth = test::add_company(desk.world.store, "Hearth");
    auto const kept = desk.thank(desk.form("Hearth"));
    auto const twice = desk.thank(desk.form("Hearth Ltd"));
    auto const silently = [&](std::string const& company, std::string const& mail) {
        auto form = desk.form(company, mail);
        form.story.clear();  // So that only the shared address groups them.
        return desk.thank(form);
    };
    auto const moved = silently("Hearth Ltd", "ben@gmail.com");
    auto const other = silently("Hearth", "cyd@gmail.com");
    CHECK(desk.row(moved.id).group_ids != desk.row(other.id).group_ids);
    CHECK(desk.newcomers.merge(twice.company, hearth));
    CHECK_FALSE(desk.newcomers.merge(twice.company, hearth));
    CHECK(desk.row(twice.id).state == State::voided);
    CHECK(desk.row(twice.id).void_reason == "same_person");
    CHECK(desk.row(kept.id).first_in_season);
    CHECK(desk.row(moved.id).company == hearth);
    CHECK(desk.row(moved.id).group_ids == desk.row(other.id).group_ids);
    CHECK(desk.thank(desk.form("hearth ltd", "dan@gmail.com")).company == hearth);
}

TEST_CASE("an invitation for a company that was merged is one for the company it became", "[nominate]") {
    Desk desk(GENERATE(from_range(test::databases())));
    auto const hearth = test::add_company(desk.world.store, "Hearth");
    auto const old = test::add_company(desk.world.store, "Hearth Ltd");
    auto form = desk.form("Hearth");
    form.invite = desk.mint(old);
    CHECK(desk.newcomers.merge(old, hearth));
    CHECK(desk.invited(form.invite) == hearth);
    CHECK(desk.thank(form).weight == 1'000'000);
}

TEST_CASE("refusing a name makes its nominations void, and later ones too", "[nominate]") {
    Desk desk(GENERATE(from_range(test::databases())));
    auto const counted = desk.thank(desk.form("My Cat"));
    auto const late = desk.send(desk.form("My Cat", "ben@gmail.com"));
    CHECK(desk.newcomers.refuse(counted.company));
    CHECK_FALSE(desk.newcomers.accept(counted.company, {}));
    CHECK(desk.row(counted.id).state == State::voided);
    CHECK(desk.row(counted.id).void_reason == "not_a_company");
    CHECK(desk.nominations.confirm(late, "en")->state == State::voided);
}

TEST_CASE("the size of a company can be set and taken away", "[nominate]") {
    Desk desk;
    auto const hearth = test::add_company(desk.world.store, "Hearth");
    CHECK(desk.newcomers.set_band(hearth, Band::large));
    CHECK(desk.company(hearth).band == Band::large);
    CHECK(desk.newcomers.set_band(hearth, std::nullopt));
    CHECK_FALSE(desk.company(hearth).band);
    CHECK_FALSE(desk.newcomers.set_band(storage::CompanyId("none"), Band::small));
}

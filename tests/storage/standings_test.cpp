#include "storage/standings.h"

#include <catch2/catch.hpp>

#include "storage/companies.h"
#include "storage/engine/sql.h"
#include "tests/tools/world.h"

using storage::CompanyId;
using storage::Write;
namespace board_changes = storage::board_changes;
namespace standings = storage::standings;

namespace {

CompanyId const fernweh("fernweh");

std::vector<storage::BoardChange> waiting(test::World& world) {
    return board_changes::waiting(world.store, 100);
}

void mark(test::World& world, CompanyId const& company = fernweh) {
    world.store.write(
        [&](Write& write) { board_changes::mark(write, "2026", "support", company, world.clock.now()); });
}

/// A standing in a category and in all, of so many people.
std::vector<storage::Standing> thanked(CompanyId const& company, std::string const& category, int people) {
    storage::Standing standing;
    standing.season = "2026";
    standing.category = category;
    standing.company = company;
    standing.people = people;
    auto all = standing;
    all.category = "all";
    return {standing, all};
}

void two_companies_and_a_season(Write& write) {
    write.session() << "insert into seasons (id, name, opens_at, closes_at, announced_at, rules, "
                       "rules_sha256, group_salt) "
                       "values ('2026', 'Autumn', 0, 1, 2, '{}', '', '')";
    for (std::string const id : {"fernweh", "kettle"}) {
        storage::Company company;
        company.id = CompanyId(id);
        company.name = id;
        storage::companies::add(write, company);
    }
}

}  // namespace

TEST_CASE("changes of one company are one row that keeps the time of the first", "[publish][storage]") {
    auto const database = GENERATE(from_range(test::databases()));
    test::World world(database);
    auto const first = world.clock.now();
    mark(world);
    world.clock.advance(std::chrono::seconds(3));
    mark(world);

    REQUIRE(waiting(world).size() == 1);
    CHECK(waiting(world)[0].since == first);
    CHECK(waiting(world)[0].changes == 2);
}

TEST_CASE("a change is forgotten once done, but not if it was marked again meanwhile", "[publish][storage]") {
    auto const database = GENERATE(from_range(test::databases()));
    test::World world(database);
    mark(world);
    auto const seen = waiting(world).at(0);
    mark(world);
    world.store.write([&](Write& write) { board_changes::done(write, seen); });
    REQUIRE(waiting(world).size() == 1);

    auto const again = waiting(world).at(0);
    world.store.write([&](Write& write) { board_changes::done(write, again); });
    CHECK(waiting(world).empty());
}

TEST_CASE("a company's change marks the categories it was tallied in", "[publish][storage]") {
    auto const database = GENERATE(from_range(test::databases()));
    test::World world(database);
    world.store.write([](Write& write) {
        two_companies_and_a_season(write);
        standings::replace(write, "2026", fernweh, 0, thanked(fernweh, "support", 3));
        standings::replace(write, "2026", CompanyId("kettle"), 0, thanked(CompanyId("kettle"), "empathy", 1));
    });
    world.store.write(
        [&](Write& write) { board_changes::mark_company(write, CompanyId("kettle"), world.clock.now()); });
    REQUIRE(waiting(world).size() == 1);
    CHECK(waiting(world)[0].category == "empathy");
    CHECK(waiting(world)[0].company == CompanyId("kettle"));
}

TEST_CASE("an older tally never takes the place of a newer one", "[publish][storage]") {
    auto const database = GENERATE(from_range(test::databases()));
    test::World world(database);
    world.store.write(two_companies_and_a_season);
    auto const replace = [&](long long version, int people) {
        return world.store.write([&](Write& write) {
            return standings::replace(write, "2026", fernweh, version, thanked(fernweh, "support", people));
        });
    };
    auto const seen = standings::version(world.store, "2026", fernweh);
    CHECK(replace(seen, 5));
    CHECK_FALSE(replace(seen, 4));
    CHECK(standings::of_company(world.store, "2026", fernweh).front().people == 5);
    auto const again = standings::version(world.store, "2026", fernweh);
    CHECK(replace(again, 6));
    CHECK_FALSE(replace(again, 5));
    CHECK(standings::of_company(world.store, "2026", fernweh).front().people == 6);
    CHECK(storage::companies::most_thanked(world.store, storage::Company::State::active, 1).front().id ==
          fernweh);
}

#include "storage/standings.h"

#include <catch2/catch.hpp>

#include "storage/companies.h"
#include "storage/engine/sql.h"
#include "tests/tools/world.h"

using storage::CompanyId;
using storage::Write;
namespace board_changes = storage::board_changes;

namespace {

CompanyId const fernweh("fernweh");

std::vector<storage::BoardChange> waiting(test::World& world) {
    return board_changes::waiting(world.store, 100);
}

void mark(test::World& world, CompanyId const& company = fernweh) {
    world.store.write(
        [&](Write& write) { board_changes::mark(write, "2026", "support", company, world.clock.now()); });
}

void nominate(Write& write, std::string const& category, std::string const& company,
              std::string const& person) {
    auto const id = storage::random_base32(16);
    write.session()
        << "insert into nominations (id, season, category, company, state, person_hash, story_sha256, "
           "credit, "
           "may_publish, may_ask, language, evidence, confirm_hash, created_at, expires_at) values "
           "(:id, '2026', :category, :company, 'withdrawn', :person, '', 'team', 0, 0, 'en', 'cold', :id, 0, "
           "0)",
        storage::use(id, "id"), storage::use(category, "category"), storage::use(company, "company"),
        storage::use(person, "person");
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

TEST_CASE("a person's change marks all they nominated, a company's all it was nominated for",
          "[publish][storage]") {
    auto const database = GENERATE(from_range(test::databases()));
    test::World world(database);
    world.store.write([](Write& write) {
        two_companies_and_a_season(write);
        nominate(write, "support", "fernweh", "ana");
        nominate(write, "support", "kettle", "ana");
        nominate(write, "empathy", "kettle", "ben");
    });
    auto const now = world.clock.now();
    auto const marked_by = [&](auto const& marking) {
        world.store.write([](Write& write) { write.session() << "delete from board_changes"; });
        world.store.write(marking);
        std::vector<std::string> all;
        for (auto const& change : waiting(world))
            all.push_back(change.category + " " + change.company.text());
        return all;
    };
    CHECK(marked_by([&](Write& write) { board_changes::mark_person(write, "2026", "ana", now); }) ==
          std::vector<std::string>{"support fernweh", "support kettle"});
    CHECK(marked_by([&](Write& write) { board_changes::mark_company(write, CompanyId("kettle"), now); }) ==
          std::vector<std::string>{"empathy kettle", "support kettle"});
}

#include "storage/operators.h"

#include <catch2/catch.hpp>

#include "storage/sign_in.h"
#include "tests/tools/world.h"

using namespace std::chrono_literals;
namespace operators = storage::operators;
namespace sessions = storage::sessions;
namespace links = storage::sign_in_links;

namespace {

struct Staffed : test::World {
    using World::World;
    storage::Operator add(std::string const& name) {
        storage::Operator person{
            storage::OperatorId::random(), name, storage::Operator::Role::lead, {}, clock.now(), {}};
        added = store.write([&](storage::Write& write) { return operators::add(write, person); });
        return person;
    }
    bool added = false;
};

}  // namespace

TEST_CASE("an operator is found by name however it is typed, and has it alone", "[storage][operators]") {
    Staffed world(GENERATE(from_range(test::databases())));
    auto const ana = world.add("Ana María");
    CHECK(world.added);
    world.add("ana maría");
    CHECK_FALSE(world.added);
    auto const found = operators::named(world.store, "ANA MARÍA");
    REQUIRE(found);
    CHECK(found->id == ana.id);
    CHECK(found->name == "Ana María");
    CHECK(found->role == storage::Operator::Role::lead);
    CHECK_FALSE(found->password_hash);
    CHECK_FALSE(operators::named(world.store, "Ben"));
    CHECK(operators::all(world.store).size() == 1);
}

TEST_CASE("a password and the end of an operator are kept", "[storage][operators]") {
    Staffed world(GENERATE(from_range(test::databases())));
    auto const ana = world.add("Ana");
    world.store.write([&](storage::Write& write) {
        operators::set_password(write, ana.id, "$argon2id$x");
        operators::disable(write, ana.id, world.clock.now());
    });
    auto const found = operators::find(world.store, ana.id);
    CHECK(found->password_hash == "$argon2id$x");
    CHECK(found->disabled_at == world.clock.now());
    world.store.write([&](storage::Write& write) { operators::enable(write, ana.id); });
    CHECK_FALSE(operators::find(world.store, ana.id)->disabled_at);
}

TEST_CASE("what was done is read back the newest first, and in part", "[storage][operators]") {
    Staffed world(GENERATE(from_range(test::databases())));
    auto const ana = world.add("Ana");
    auto const note = [&](std::optional<storage::OperatorId> const& person, std::string const& route) {
        storage::AuditEntry entry;
        entry.at = world.clock.now();
        entry.person = person;
        entry.route = route;
        world.store.write([&](storage::Write& write) { storage::audit::add(write, entry); });
        world.clock.advance(1s);
    };
    note(ana.id, "POST /one");
    note(std::nullopt, "operator add");
    note(ana.id, "POST /two");
    auto const all = storage::audit::recent(world.store, std::nullopt, 2);
    REQUIRE(all.size() == 2);
    CHECK(all[0].route == "POST /two");
    CHECK(all[0].at == world.clock.now() - 1s);
    CHECK_FALSE(all[1].person);
    CHECK(storage::audit::recent(world.store, ana.id, 10).size() == 2);
}

TEST_CASE("a sign-in link is spent once and ends by itself", "[storage][operators]") {
    Staffed world(GENERATE(from_range(test::databases())));
    auto const ana = world.add("Ana");
    world.store.write([&](storage::Write& write) {
        links::add(write, "one", ana.id, world.clock.now() + 1h);
        links::add(write, "two", ana.id, world.clock.now() + 1h);
    });
    auto const spend = [&](std::string const& hash) {
        return world.store.write(
            [&](storage::Write& write) { return links::spend(write, hash, world.clock.now()); });
    };
    CHECK(links::usable(world.store, "one", world.clock.now()) == ana.id);
    CHECK(spend("one") == ana.id);
    CHECK_FALSE(spend("one"));
    CHECK_FALSE(links::usable(world.store, "one", world.clock.now()));
    world.clock.advance(1h);
    CHECK_FALSE(spend("two"));
    CHECK_FALSE(spend("three"));
    world.store.write([&](storage::Write& write) {
        links::add(write, "four", ana.id, world.clock.now() + 1h);
        links::spend_all_of(write, ana.id, world.clock.now());
    });
    CHECK_FALSE(spend("four"));
}

TEST_CASE("old sessions are removed and others stay", "[storage][operators]") {
    Staffed world(GENERATE(from_range(test::databases())));
    auto const ana = world.add("Ana");
    auto const now = world.clock.now();
    world.store.write([&](storage::Write& write) {
        sessions::add(write, {"over", ana.id, now - 2h, now, now});
        sessions::add(write, {"idle", ana.id, now - 2h, now - 1h, now + 1h});
        sessions::add(write, {"lives", ana.id, now - 2h, now - 1h, now + 1h});
        sessions::seen(write, "lives", now);
        CHECK(sessions::remove_old(write, now, now - 1h) == 2);
    });
    CHECK_FALSE(sessions::find(world.store, "idle"));
    auto const lives = sessions::find(world.store, "lives");
    REQUIRE(lives);
    CHECK(lives->person == ana.id);
    CHECK(lives->seen_at == now);
    world.store.write([&](storage::Write& write) { sessions::remove_all_of(write, ana.id); });
    CHECK_FALSE(sessions::find(world.store, "lives"));
}

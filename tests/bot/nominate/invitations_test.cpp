#include "bot/nominate/invitations.h"

#include <catch2/catch.hpp>
#include <thread>

#include "storage/engine/sql.h"
#include "storage/invite_tokens.h"
#include "tests/bot/nominate/builders.h"
#include "tests/tools/world.h"

using bot::nominate::Invitations;
using Catch::Generators::from_range;
using storage::CompanyId;
using test::add_company;

namespace {

struct Desk {
    explicit Desk(test::World& from) : world(from), invitations(from.store, from.keys, from.clock) {}
    std::string mint(CompanyId const& company) {
        return world.store.write([&](storage::Write& write) { return invitations.mint(write, company); });
    }
    std::optional<std::string> reserve(std::string const& token, CompanyId const& company) {
        return world.store.write(
            [&](storage::Write& write) { return invitations.reserve(write, token, company); });
    }
    bool spend(std::string const& token_hash) {
        return world.store.write(
            [&](storage::Write& write) { return storage::invite_tokens::spend(write, token_hash); });
    }
    test::World& world;
    Invitations const invitations;
};

}  // namespace

TEST_CASE("an invitation names its company until it is 60 days old", "[nominate]") {
    test::World world(GENERATE(from_range(test::databases())));
    Desk desk(world);
    auto const company = add_company(world.store, "hearth");
    auto const token = desk.mint(company);
    CHECK(token.size() == 16);
    CHECK(desk.invitations.lookup(token) == company);
    CHECK(desk.invitations.lookup(" " + token + "\r\n") == company);
    world.clock.advance(std::chrono::hours(24 * 60) - std::chrono::milliseconds(1));
    CHECK(desk.invitations.lookup(token) == company);
    world.clock.advance(std::chrono::milliseconds(1));
    CHECK_FALSE(desk.invitations.lookup(token));
}

TEST_CASE("forged, spent and expired invitations look alike", "[nominate]") {
    test::World world(GENERATE(from_range(test::databases())));
    Desk desk(world);
    auto const company = add_company(world.store, "hearth");
    auto const spent = desk.mint(company);
    CHECK(desk.spend(*desk.reserve(spent, company)));
    auto const old = desk.mint(company);
    world.clock.advance(std::chrono::hours(24 * 61));
    for (auto const& token :
         {spent, old, std::string("aaaaaaaaaaaaaaaa"), std::string(), std::string(100'000, 'a')}) {
        CHECK_FALSE(desk.invitations.lookup(token));
        CHECK_FALSE(desk.reserve(token, company));
    }
}

TEST_CASE("an invitation is worth nothing for another company", "[nominate]") {
    test::World world(GENERATE(from_range(test::databases())));
    Desk desk(world);
    auto const token = desk.mint(add_company(world.store, "hearth"));
    auto const other = add_company(world.store, "kiln");
    CHECK_FALSE(desk.reserve(token, other));
}

TEST_CASE("a reserved invitation outlives its time and takes a second form", "[nominate]") {
    test::World world(GENERATE(from_range(test::databases())));
    Desk desk(world);
    auto const company = add_company(world.store, "hearth");
    auto const token = desk.mint(company);
    auto const held = desk.reserve(token, company);
    REQUIRE(held);
    world.clock.advance(std::chrono::hours(24 * 61));
    CHECK(desk.reserve(token, company) == held);
    CHECK(desk.spend(*held));
    CHECK_FALSE(desk.spend(*held));
}

TEST_CASE("of many who spend one invitation at once exactly one does", "[nominate][threads]") {
    test::World world(GENERATE(from_range(test::databases())));
    Desk desk(world);
    auto const company = add_company(world.store, "hearth");
    auto const held = *desk.reserve(desk.mint(company), company);
    std::atomic<int> spent = 0;
    {
        std::vector<std::jthread> people;
        for (int i = 0; i < 6; ++i) people.emplace_back([&] { spent += desk.spend(held); });
    }
    CHECK(spent == 1);
}

TEST_CASE("the database holds no invitation that could be used", "[nominate]") {
    test::World world;
    Desk desk(world);
    auto const token = desk.mint(add_company(world.store, "hearth"));
    long long found = 0;
    storage::Read(world.store).session() << "select count(*) from invite_tokens where token_hash = :token",
        storage::use(token, "token"), storage::into(found);
    CHECK(found == 0);
}

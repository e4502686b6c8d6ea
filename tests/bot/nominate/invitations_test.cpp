#include "bot/nominate/invitations.h"

#include <catch2/catch.hpp>
#include <thread>

#include "bot/nominate/season_steps.h"
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
    explicit Desk(test::World& from) : world(from), invitations(from.store, from.keys, from.clock) {
        open(test::season_settings());
    }
    void open(bot::nominate::SeasonSettings const& season) {
        world.store.write([&](storage::Write& write) { ensure_season(write, season, world.clock.now()); });
    }
    void close(std::string const& season) {
        bot::nominate::take_step(world.store, season, bot::nominate::SeasonState::closed, {{}, "why"}, world.clock.now());
    }
    /// Whom it invites to thank now.
    std::optional<CompanyId> invited(std::string const& token) const {
        auto const found = invitations.lookup(token);
        return found && !found->over ? std::optional(found->company) : std::nullopt;
    }
    std::string mint(CompanyId const& company) {
        return world.store.write([&](storage::Write& write) { return invitations.mint(write, company).value(); });
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
    CHECK(desk.invited(token) == company);
    CHECK(desk.invited(" " + token + "\r\n") == company);
    world.clock.advance(std::chrono::hours(24 * 60) - std::chrono::milliseconds(1));
    CHECK(desk.invited(token) == company);
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

TEST_CASE("an invitation ends with its season and says which it was, used or not", "[nominate][seasons]") {
    test::World world(GENERATE(from_range(test::databases())));
    Desk desk(world);
    auto const company = add_company(world.store, "hearth");
    auto const unused = desk.mint(company);
    auto const used = desk.mint(company);
    CHECK(desk.spend(*desk.reserve(used, company)));
    CHECK_FALSE(desk.invitations.over(unused));
    CHECK_FALSE(desk.invitations.lookup(used));
    desk.close("2026");
    for (auto const& token : {unused, used}) {
        auto const found = desk.invitations.lookup(token);
        REQUIRE(found);
        CHECK(found->company == company);
        REQUIRE(found->over);
        CHECK(found->over->season == "Autumn 2026");
        CHECK_FALSE(desk.reserve(token, company));
        CHECK(desk.invitations.over(token));
    }
    CHECK_FALSE(desk.invitations.lookup("aaaaaaaaaaaaaaaa"));
    CHECK_FALSE(desk.invitations.over("aaaaaaaaaaaaaaaa"));
}

TEST_CASE("between seasons no invitation is made, and the next season's is none of the one before",
          "[nominate][seasons]") {
    test::World world(GENERATE(from_range(test::databases())));
    Desk desk(world);
    auto const company = add_company(world.store, "hearth");
    auto const old = desk.mint(company);
    desk.close("2026");
    CHECK_FALSE(desk.invitations.season_open(world.store));
    CHECK_FALSE(
        world.store.write([&](storage::Write& write) { return desk.invitations.mint(write, company); }));
    auto next = test::season_settings();
    next.id = "2027";
    desk.open(next);
    auto const fresh = desk.mint(company);
    CHECK(desk.invited(fresh) == company);
    CHECK_FALSE(desk.invited(old));
    CHECK_FALSE(desk.reserve(old, company));
    CHECK(desk.reserve(fresh, company));
}

TEST_CASE("a form that was sent with an invitation before the close counts as invited when it is confirmed after",
          "[nominate][seasons]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    auto form = programme.form();
    programme.world.clock.set(test::season_settings().closes_at - std::chrono::hours(1));
    form.invite = programme.mint(add_company(programme.world.store, "Hearth"));
    form.started = bot::nominate::started_stamp(programme.world.keys, programme.world.clock.now() - std::chrono::minutes(1));
    auto const link = programme.send(form);
    programme.until(test::season_settings().closes_at + std::chrono::hours(24));
    auto const counted = programme.nominations.confirm(link, "en");
    REQUIRE(counted);
    CHECK(counted->evidence == storage::Nomination::Evidence::invited);
}

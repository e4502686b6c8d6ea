#include "bot/listen/watchlist/watching.h"

#include <catch2/catch.hpp>

#include "bot/base/user_error.h"
#include "bot/networks/networks.h"
#include "bot/networks/search/wanted.h"
#include "bot/watch/dialect.h"
#include "embedded_config.h"
#include "storage/companies.h"
#include "tests/tools/world.h"

using bot::listen::watched_on;
using Words = std::vector<std::string>;

namespace {

storage::WatchQuery query(std::string words, std::optional<std::string> network = {}) {
    storage::WatchQuery row;
    row.id = storage::WatchQueryId::random();
    row.words = std::move(words);
    row.network = std::move(network);
    row.author = "Ines";
    row.steward = "Ben";
    return row;
}

void watch(test::World& world, std::vector<storage::WatchQuery> const& rows) {
    world.store.write([&](storage::Write& write) {
        for (auto row : rows) {
            row.created_at = world.clock.now();
            world.clock.advance(std::chrono::milliseconds(1));
            storage::watch_queries::add(write, row);
        }
    });
}

bot::networks::FoundPost post(std::string text) {
    bot::networks::FoundPost made;
    made.text = std::move(text);
    return made;
}

}  // namespace

TEST_CASE("a network is asked what is watched there, and its answer is held against it", "[listen][watch]") {
    test::World world(GENERATE(from_range(test::databases())));
    watch(world,
          {query("\"great support\" lang:en"), query("#thanks", "mastodon"), query("(kudos OR thanks)")});
    auto const on_x = watched_on(world.store, "x");
    CHECK(on_x.query.searches ==
          Words{"\"great support\" lang:en -is:retweet", "(kudos OR thanks) -is:retweet"});
    auto const wanted = [&](bot::networks::FoundPost const& found) {
        return bot::networks::wants(on_x.query.queries, found);
    };
    CHECK(wanted(post("kudos to them")));
    CHECK(wanted(post("a great support team")));
    CHECK_FALSE(wanted(post("a support team")));
    auto to_us = post("a support team");
    to_us.summoned = true;
    CHECK(wanted(to_us));
    to_us.summoned = false;
    to_us.answers_us = true;
    CHECK(wanted(to_us));

    auto const on_mastodon = watched_on(world.store, "mastodon");
    CHECK(on_mastodon.query.tags == Words{"thanks"});
    CHECK(on_mastodon.query.searches.size() == 3);
    auto const on_files = watched_on(world.store, "archive");
    CHECK(on_files.query.searches.empty());
    CHECK(on_files.query.queries.empty());
}

TEST_CASE("a query near a company looks for its names, and one near nobody is left out", "[listen][watch]") {
    test::World world;
    world.store.write([&](storage::Write& write) {
        storage::Company company;
        company.id = storage::CompanyId::random();
        company.name = "Acme Air";
        company.created_at = world.clock.now();
        company = storage::companies::add(write, company);
        using Kind = storage::CompanyName::Kind;
        storage::companies::add_name(write, {company.id, Kind::handle, "AcmeHelp"});
        storage::companies::add_name(write, {company.id, Kind::never, "Acme Bank"});
    });
    watch(world, {query("thanks near:acme-air"), query("thanks near:nobody")});
    auto const watching = watched_on(world.store, "reddit");
    CHECK(watching.query.searches == Words{"thanks (\"Acme Air\" OR @AcmeHelp)"});
    REQUIRE(watching.left_out.size() == 1);
    CHECK_THAT(watching.left_out[0].why, Catch::Contains("near:nobody"));
    CHECK_THROWS_AS(bot::listen::read_query(world.store, "near:nobody"), bot::UserError);
}

TEST_CASE("what ships is added once, is sound on every network, and stays away when it was retired",
          "[listen][watch]") {
    test::World world;
    bot::listen::seed_queries(world.store, world.clock.now());
    auto const rows = storage::watch_queries::all(world.store);
    REQUIRE(rows.size() > 3);
    for (auto const& row : rows)
        for (auto const* network : bot::networks::descriptors()) {
            CAPTURE(row.words, network->name);
            if (network->dialect && (!row.network || *row.network == network->name))
                CHECK(bot::watch::faults(bot::watch::parse(row.words), *network->dialect).empty());
        }
    world.store.write([&](storage::Write& write) {
        storage::watch_queries::retire(write, rows.front().id, world.clock.now());
    });
    bot::listen::seed_queries(world.store, world.clock.now());
    CHECK(storage::watch_queries::all(world.store).size() == rows.size() - 1);
}

TEST_CASE("a file of watch queries that is not in order is named with what is wrong", "[listen][watch]") {
    auto const complaint = [](char const* text) -> std::string {
        try {
            bot::listen::queries_from(text, "watch.toml", {});
        } catch (std::runtime_error const& error) {
            return error.what();
        }
        return "";
    };
    using Catch::Contains;
    CHECK_THAT(complaint("a = 1"), Contains("watch.toml: there is no [[query]]"));
    CHECK_THAT(complaint("[[query]\n"), Contains("watch.toml, line 1"));
    CHECK_THAT(complaint("[[query]]\nwords='a'\nauthor='A'\nsteward='A'\n"),
               Contains("must not be the author"));
    CHECK_THAT(complaint("[[query]]\nwords='a'\nauthor='A'\nsteward='B'\n"),
               Contains("review must be a date"));
    CHECK_THAT(complaint("[[query]]\nwords='(a'\nauthor='A'\nsteward='B'\nreview=2027-01-01\n"),
               Contains("watch.toml: watch query, at character"));
}

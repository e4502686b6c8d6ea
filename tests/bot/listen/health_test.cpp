#include "bot/listen/health.h"

#include <catch2/catch.hpp>

#include "storage/daily_totals.h"
#include "storage/networks.h"
#include "storage/posts.h"
#include "tests/bot/listen/asked_network.h"

using namespace std::chrono_literals;
using bot::listen::Health;
using bot::listen::NetworkHealth;
using Catch::Contains;
using Catch::Generators::from_range;

namespace {

struct Fared : test::AskedNetwork {
    using AskedNetwork::AskedNetwork;

    NetworkHealth standing() { return health.all().at(0); }
    bot::listen::HealthWords words_in(std::string const& language) {
        static bot::pages::Words const words;
        return bot::listen::words_of(standing(), words, language, clock.now());
    }
    void find_post(bot::Time seen_at) {
        storage::Post post;
        post.id = storage::PostId::random();
        post.network = "fake";
        post.key = post.id.text();
        post.seen_at = seen_at;
        store.write([&](storage::Write& write) { storage::posts::add(write, post); });
    }

    Health health{store, clock, networks};
};

}  // namespace

TEST_CASE("a network's standing tells how it was asked last", "[listen]") {
    Fared world;
    CHECK(world.standing().state == NetworkHealth::State::not_asked);
    CHECK(world.words_in("en").next == "");
    world.succeed();
    CHECK(world.standing().state == NetworkHealth::State::well);
    CHECK(world.words_in("en").trouble == "");
    world.clock.advance(3min);
    world.fail("rate");
    CHECK(world.standing().state == NetworkHealth::State::waits);
    world.fail("theirs");
    CHECK(world.standing().state == NetworkHealth::State::fails);
    auto const words = world.words_in("en");
    CHECK(words.succeeded == "3 minutes ago");
    CHECK(words.next == "in 1 hour");
    CHECK(words.trouble == "Its server is in trouble.");
    CHECK(words.rules == "read on 20 August 2026: https://fake.example/rules");
    CHECK(world.words_in("de").succeeded == "vor 3 Minuten");
}

TEST_CASE("every class of failure has words and advice in every language", "[listen]") {
    Fared world;
    for (auto const* error_class : {"auth", "rate", "network", "theirs", "ours"})
        for (auto const* language : {"en", "de"}) {
            world.fail(error_class);
            INFO(error_class << " " << language);
            CHECK(world.words_in(language).trouble != "");
            CHECK(world.words_in(language).advice != "");
        }
}

TEST_CASE("posts and finds of today are counted by the day in UTC, the finds among the posts", "[listen]") {
    Fared world(GENERATE(from_range(test::databases())));
    auto const today = std::chrono::floor<std::chrono::days>(world.clock.now());
    world.find_post(today);
    world.find_post(today - 1ms);
    world.store.write([&](storage::Write& write) {
        storage::seen_counts::add(write, {"fake", storage::day_of(today), "other", 40});
        storage::seen_counts::add(write, {"fake", storage::day_of(today), "praise", 2});
        storage::seen_counts::add(write, {"fake", storage::day_of(today - 1ms), "other", 9});
        storage::seen_counts::add(write, {"another", storage::day_of(today), "other", 7});
    });
    CHECK(world.standing().finds_today == 1);
    CHECK(world.standing().read_today == 43);
    CHECK(world.words_in("en").read == "43 posts read, 1 find");
}

TEST_CASE("what failed can be asked again at once, but not against the network's own wish", "[listen]") {
    Fared world(GENERATE(from_range(test::databases())));
    CHECK_FALSE(world.health.try_now("fake"));
    CHECK_FALSE(world.health.try_now("nowhere"));
    world.succeed();
    CHECK_FALSE(world.health.try_now("fake"));
    world.fail("rate");
    CHECK_FALSE(world.health.try_now("fake"));
    CHECK_FALSE(Health::may_try_now(world.standing()));
    world.fail("auth");
    CHECK(Health::may_try_now(world.standing()));
    CHECK(world.health.try_now("fake"));
    CHECK(world.standing().last.due_at == world.clock.now());
}

TEST_CASE("only networks that are on are told to be in trouble", "[listen]") {
    Fared world;
    CHECK(world.health.troubled().empty());
    for (auto const* name : {"fake", "switched-off"})
        world.store.write([&](storage::Write& write) {
            storage::network_alerts::raise(write,
                                           {name, storage::NetworkAlert::Kind::auth, world.clock.now()});
        });
    CHECK(world.health.troubled() == std::vector<std::string>{"Fake"});
    CHECK(world.standing().alerted);
}

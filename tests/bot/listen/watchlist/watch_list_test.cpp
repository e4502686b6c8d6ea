#include "bot/listen/watchlist/watch_list.h"

#include <catch2/catch.hpp>

#include "bot/listen/watchlist/watch_words.h"
#include "storage/daily_totals.h"
#include "tests/tools/world.h"

using namespace std::chrono_literals;
using bot::listen::Trial;
using bot::listen::WatchList;
using Catch::Contains;
using Catch::Generators::from_range;
using std::chrono::days;

namespace {

using Refusal = WatchList::Refusal;

bot::networks::Policy policy(std::string name, std::string title, std::string cost = "") {
    bot::networks::Policy made;
    made.network = std::move(name);
    made.title = std::move(title);
    made.cost_per_read = std::move(cost);
    return made;
}

struct Listened : test::World {
    using World::World;

    void find_post(std::string const& network, std::string const& text, bot::Time seen_at) {
        storage::Post post;
        post.id = storage::PostId::random();
        post.network = network;
        post.key = post.id.text();
        post.text = text;
        post.seen_at = seen_at;
        store.write([&](storage::Write& write) { storage::posts::add(write, post); });
    }
    void pass_by(std::string const& network, bot::Time at, long long posts) {
        store.write([&](storage::Write& write) {
            storage::seen_counts::add(write, {network, storage::day_of(at), "other", posts});
        });
    }
    /// 20 days of Mastodon: 40 finds, every other one of which says kudos, of 400 posts.
    void listen_to_mastodon() {
        auto const start = clock.now() - days(20);
        for (int i = 0; i < 40; ++i)
            find_post("mastodon", i % 2 == 0 ? "kudos to them" : "a great team", start + i * 12h);
        pass_by("mastodon", start, 360);
    }
    storage::WatchQuery query(std::string words) {
        storage::WatchQuery row;
        row.words = std::move(words);
        row.author = "Ines";
        row.steward = "Ben";
        row.review_at = list.usual_review();
        return row;
    }
    storage::WatchQueryId only() { return list.all().at(0).query.id; }
    bot::listen::TrialWords told(std::string const& query, std::string const& language = "en") {
        static bot::pages::Words const words;
        return bot::listen::words_of(list.try_out(query, {}), words, language);
    }

    WatchList list{store,
                   clock,
                   {policy("x", "X", "0.005"), policy("mastodon", "Mastodon"), policy("archive", "Files")}};
};

}  // namespace

TEST_CASE("a query is tried on the finds, and guessed at from what each network brought", "[listen][watch]") {
    Listened world(GENERATE(from_range(test::databases())));
    world.listen_to_mastodon();
    auto const trial = world.list.try_out("(kudos OR hooray)", {});
    CHECK(trial.sound());
    CHECK(trial.tried == 40);
    CHECK(trial.held == 20);
    CHECK(trial.examples.size() == 5);
    REQUIRE(trial.networks.size() == 2);
    CHECK(trial.networks[0].network == "x");
    CHECK(trial.networks[0].asks == std::vector<std::string>{"(kudos OR hooray) -is:retweet"});
    CHECK(trial.networks[0].estimate.ground == bot::listen::Estimate::Ground::none);
    auto const& mastodon = trial.networks[1];
    CHECK(mastodon.asks == std::vector<std::string>{"kudos", "hooray"});
    // The first day is counted from its start, eight hours before its first find.
    CHECK(mastodon.heard.days == Approx(20 + 8 / 24.0));
    CHECK(mastodon.heard.posts == 400);
    CHECK(mastodon.estimate.finds_a_day == Approx(20 / mastodon.heard.days));
    CHECK(mastodon.estimate.posts_a_day == Approx(200 / mastodon.heard.days));
}

TEST_CASE("only the last thirty days are guessed from", "[listen][watch]") {
    Listened world;
    world.find_post("mastodon", "kudos", world.clock.now() - days(40));
    world.find_post("mastodon", "kudos", world.clock.now() - days(2));
    auto const trial = world.list.try_out("kudos", "mastodon");
    CHECK(trial.held == 2);
    CHECK(trial.networks.at(0).heard.held == 1);
    CHECK(trial.networks.at(0).heard.days == Approx(2));
}

TEST_CASE("what a query would bring and cost is said with what that rests on", "[listen][watch]") {
    Listened world;
    world.listen_to_mastodon();
    auto const told = world.told("kudos");
    CHECK(told.networks.at(0).finds == "Not known: no find of a whole day of X is stored.");
    CHECK_THAT(told.networks[0].cost,
               Contains("$0.005 for every post") && Contains("not known; the daily cap holds"));
    CHECK(
        told.networks.at(1).finds ==
        "About 0.98 a day (between 0.63 and 1.5): 20 of the 40 finds of 20 days have it. If the other posts "
        "read there have it as often, 9.8 posts a day.");
    CHECK(told.networks[1].cost == "");
    CHECK_THAT(world.told("hooray").networks.at(1).finds, Contains("None of the 40 finds of 20 days"));
    for (int i = 0; i < 100; ++i) world.find_post("x", "kudos", world.clock.now() - days(4) + i * 1min);
    world.pass_by("x", world.clock.now() - days(4), 900);
    auto const paid = world.told("kudos").networks.at(0);
    CHECK_THAT(paid.finds, Contains("That is little to go by."));
    CHECK_THAT(paid.cost, Contains("At least $0.12 a day, for the finds alone; $1.15 if"));
    CHECK_THAT(world.told("kudos", "de").networks.at(0).cost, Contains("Mindestens $0.12 am Tag"));
}

TEST_CASE("a query on tags is shown as the tags that are followed", "[listen][watch]") {
    Listened world;
    auto const asks = world.told("(#kudos OR #thanks) lang:en").networks.at(1).asks;
    CHECK(asks == std::vector<std::string>{"#kudos", "#thanks"});
}

TEST_CASE("what is wrong with a query is said once, in the reader's language", "[listen][watch]") {
    Listened world;
    CHECK(world.told("-hiring").problems ==
          std::vector<std::string>{
              "It matches everything. Add a word, a \"phrase\" or a #tag that must be there."});
    CHECK(world.told("the", "de").problems.at(0) ==
          "Fast jeder Beitrag enthält „the“. Lass es weg, oder nimm es in eine längere \"Wortfolge\" auf.");
    CHECK(world.told("(thanks").problems.at(0) == "At character 8: OR or a ) is missing.");
    CHECK(world.told("near:nobody").problems.at(0) == "near:nobody: no company is called so.");
    auto const long_one = "\"" + std::string(600, 'a') + "\"";
    CHECK(world.told(long_one).problems.at(0) == "It has 614 characters on X, where 512 may be asked.");
    CHECK_FALSE(world.list.try_out("kudos", "nowhere").sound());
    CHECK_FALSE(world.list.try_out("kudos", "archive").sound());
}

TEST_CASE("every complaint about a query has words in every language", "[listen][watch]") {
    Listened world;
    for (auto const& query :
         {std::string(), std::string("(a OR b"), std::string("(a b)"), std::string("a OR b"),
          std::string("(a OR -b)"), std::string("#"), std::string("\"a"), std::string("\" \""),
          std::string("since:2020"), std::string("near:nobody"), std::string(3000, 'a'),
          std::string("thanks -thanks"), std::string("thanks thanks")})
        for (auto const* language : {"en", "de"}) {
            INFO(query);
            CHECK_FALSE(world.told(query, language).problems.at(0).empty());
        }
}

TEST_CASE("a query is kept if it is sound, new, and kept by another than its author", "[listen][watch]") {
    Listened world(GENERATE(from_range(test::databases())));
    CHECK_FALSE(world.list.add(world.query("kudos")));
    CHECK(world.list.add(world.query("kudos")) == Refusal::there_already);
    CHECK(world.list.add(world.query("the")) == Refusal::unsound);
    auto own = world.query("hooray");
    own.steward = "INES";
    CHECK(world.list.add(own) == Refusal::same_person);
    auto past = world.query("hooray");
    past.review_at = world.clock.now();
    CHECK(world.list.add(past) == Refusal::review_past);
    CHECK(world.list.all().size() == 1);
    CHECK(world.list.retire(world.only()));
    CHECK(world.list.all().empty());
}

TEST_CASE("a query that is due stands first, until somebody else than its author finds it still good",
          "[listen][watch]") {
    Listened world;
    using Reviewed = WatchList::Reviewed;
    world.list.add(world.query("hooray"));
    world.clock.advance(1s);
    auto soon = world.query("kudos");
    soon.review_at = world.clock.now() + days(10);
    world.list.add(soon);
    CHECK(world.list.all()[0].query.words == "hooray");
    world.clock.advance(days(10));
    CHECK(world.list.all()[0].query.words == "kudos");
    CHECK(world.list.all()[0].due);
    auto const id = world.only();
    CHECK(world.list.review(id, "ines", world.list.usual_review()) == Reviewed::own);
    CHECK(world.list.review(id, "Cleo", world.clock.now()) == Reviewed::past);
    CHECK(world.list.all()[0].due);
    CHECK(world.list.review(id, "Cleo", world.list.usual_review()) == Reviewed::yes);
    CHECK(world.list.all()[1].query.steward == "Cleo");
    CHECK_FALSE(world.list.all()[1].due);
    CHECK(world.list.review(storage::WatchQueryId::random(), "Cleo", world.list.usual_review()) ==
          Reviewed::gone);
}

TEST_CASE("the list tells which queries are not asked as they stand", "[listen][watch]") {
    Listened world;
    auto row = world.query("near:nobody");
    row.id = storage::WatchQueryId::random();
    world.store.write([&](storage::Write& write) { storage::watch_queries::add(write, row); });
    CHECK_FALSE(world.list.all().at(0).trial.sound());
}

TEST_CASE("a query on a network that cannot be searched, or of bytes that are no text, is told so",
          "[listen][watch]") {
    Listened world;
    bot::pages::Words const words;
    for (auto const& language : words.languages()) {
        auto const told = bot::listen::words_of(world.list.try_out("kudos", "archive"), words, language);
        REQUIRE(told.problems.size() == 1);
        CHECK_THAT(told.problems[0], Catch::Contains("archive"));
        CHECK(told.networks.empty());
        CHECK_FALSE(world.told("kudos \xff", language).problems.at(0).empty());
        for (auto const refusal :
             {Refusal::unsound, Refusal::same_person, Refusal::review_past, Refusal::there_already})
            CHECK_FALSE(bot::listen::words_of(refusal, words, language).empty());
    }
    CHECK(bot::listen::words_of(Refusal::review_past, words, "en") !=
          bot::listen::words_of(Refusal::there_already, words, "en"));
}

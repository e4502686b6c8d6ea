#include <catch2/catch.hpp>

#include "bot/networks/hackernews/hackernews.h"
#include "bot/networks/lemmy/lemmy.h"
#include "bot/networks/mastodon/mastodon.h"
#include "bot/networks/reddit/reddit.h"
#include "tests/bot/networks/fixture_file.h"
#include "tests/bot/networks/x/stage.h"

using namespace std::chrono_literals;
using bot::networks::NetworkError;
using bot::networks::OwnReply;
using test::fixture_answer;
using test::json_answer;

// What our account wrote since seven in the morning, by each network's own list of it (own_posts.json).
namespace {

bot::Time const seven = test::ManualClock::start - 1h;

struct LoopbackServer {
    test::HttpServer server;
    test::ManualClock clock;
    test::HttpAsked asked_for(std::string const& path) const {
        for (auto const& asked : server.asked())
            if (asked.path() == path) return asked;
        throw std::logic_error("nobody asked for " + path);
    }
};

}  // namespace

TEST_CASE("our answers at Bluesky are the records of our own account that answer", "[networks][bluesky]") {
    test::BlueskyAccount bluesky;
    auto const account = bot::networks::bluesky_account(bluesky.session);
    constexpr auto list_records = "com.atproto.repo.listRecords";
    bluesky.server.say_once(list_records, fixture_answer("bluesky/own_posts"));
    auto const replies = account->recent_replies(seven);
    REQUIRE(replies.size() == 2);
    CHECK(replies[0].native_id == "at://did:plc:awards/app.bsky.feed.post/3mown3");
    CHECK(replies[0].in_reply_to == "at://did:plc:mira/app.bsky.feed.post/1");
    CHECK(replies[0].words == "That team deserves an award: https://awards.example/n/abcdefghijklmnop");
    CHECK(replies[0].url == "https://bsky.app/profile/did:plc:awards/post/3mown3");
    CHECK(replies[0].written_at == test::ManualClock::start - 20min);
    CHECK(replies[1].in_reply_to == "at://did:plc:ada/app.bsky.feed.post/2");
    CHECK(bluesky.server.last(list_records).param("repo") == "did:plc:awards");
    CHECK(bluesky.server.asked(list_records) == 1);
}

TEST_CASE("our answers at Bluesky are read back to the time that is asked for", "[networks][bluesky]") {
    test::BlueskyAccount bluesky;
    auto const account = bot::networks::bluesky_account(bluesky.session);
    constexpr auto list_records = "com.atproto.repo.listRecords";
    bluesky.server.say_once(list_records, fixture_answer("bluesky/own_posts"));
    bluesky.server.say_once(list_records, json_answer(R"({"records": []})"));
    CHECK(account->recent_replies(seven - 48h).size() == 3);
    CHECK(bluesky.server.asked(list_records) == 2);
    CHECK(bluesky.server.last(list_records).param("cursor") == "3mown1");
    bluesky.server.say_once(list_records, {503});
    CHECK_THROWS_AS(account->recent_replies(seven), NetworkError);
}

TEST_CASE("our answers at Mastodon name what they answer as every server does", "[networks][mastodon]") {
    LoopbackServer at;
    bot::networks::MastodonSettings settings;
    settings.instance = at.server.address();
    settings.access_token = "secret";
    auto const own = "/api/v1/accounts/109000000000000100/statuses";
    at.server.answer("/api/v2/instance", fixture_answer("mastodon/instance_v2"));
    at.server.answer("/api/v1/accounts/verify_credentials", fixture_answer("mastodon/account"));
    at.server.answer(own, fixture_answer("mastodon/own_posts"));
    at.server.answer("/api/v1/statuses/117100000000000003", fixture_answer("mastodon/parent"));
    auto const account = bot::networks::mastodon(settings, at.clock).account;
    auto const replies = account->recent_replies(seven);
    REQUIRE(replies.size() == 1);
    CHECK(replies[0].native_id == "https://meadow.example/users/awards/statuses/117100000000000040");
    CHECK(replies[0].in_reply_to == "https://brook.example/users/bert/statuses/117100000000000003");
    CHECK(replies[0].words == "That team deserves an award: https://awards.example.org/n/abcd");
    CHECK(replies[0].url == "https://meadow.example/@awards/117100000000000040");
    CHECK(at.asked_for(own).param("exclude_reblogs") == "true");
    // What was answered is known from then on.
    auto const asked = at.server.asked().size();
    CHECK(account->recent_replies(seven).size() == 1);
    CHECK(at.server.asked().size() == asked + 2);
}

TEST_CASE("our comments at Lemmy name what they answer as every instance does", "[networks][lemmy]") {
    LoopbackServer at;
    bot::networks::LemmySettings settings;
    settings.instance = at.server.address();
    settings.username = "awards";
    settings.password = "secret-password";
    at.server.answer("/api/v3/user/login", fixture_answer("lemmy/login"));
    at.server.answer("/api/v3/site", fixture_answer("lemmy/site"));
    at.server.answer("/api/v3/comment", fixture_answer("lemmy/parent"));
    at.server.answer("/api/v3/user", fixture_answer("lemmy/own_posts"));
    auto const account = bot::networks::lemmy(settings, at.clock).account;
    auto const replies = account->recent_replies(seven);
    REQUIRE(replies.size() == 2);
    CHECK(replies[0].native_id == "https://glade.example/comment/43");
    CHECK(replies[0].in_reply_to == "https://glade.example/post/7");
    CHECK(replies[1].native_id == "https://glade.example/comment/40");
    CHECK(replies[1].in_reply_to == "https://moss.example/comment/24");
    CHECK(replies[1].words == "That team deserves an award: https://awards.example.org/n/abcd");
    CHECK(at.asked_for("/api/v3/comment").param("id") == "24");
    SECTION("and where nobody's comments are listed there are none") {
        at.server.forget("/api/v3/user");
        at.server.answer("/api/v3/user", json_answer(R"({"error": "not_found"})", 404));
        CHECK(account->recent_replies(seven).empty());
    }
}

TEST_CASE("our answers at X are read with the money of the day", "[networks][x]") {
    test::XStage stage;
    stage.sign_in();
    auto const network = stage.connect();
    auto const own = "/2/users/900/tweets";
    stage.server.answer(own, fixture_answer("x/own_posts"));
    auto const replies = network.account->recent_replies(seven);
    REQUIRE(replies.size() == 1);
    CHECK(replies[0].native_id == "2071800000000000402");
    CHECK(replies[0].in_reply_to == "2071800000000000301");
    CHECK(replies[0].words == "That team deserves an award: https://awards.example/n/abcdefghijklmnop");
    CHECK(replies[0].url == "https://x.com/awards/status/2071800000000000402");
    CHECK(stage.asked_for(own).at(0).param("start_time") == "2026-09-01T07:00:00Z");
    CHECK(stage.spent().micro_dollars == 3 * 5'000);
    SECTION("and not at all once it is spent") {
        stage.settings.daily_cap = 15'000;
        auto const poor = stage.connect();
        CHECK_THROWS_AS(poor.account->recent_replies(seven), bot::networks::DayIsSpent);
        CHECK(stage.asked_for(own).size() == 1);
    }
}

TEST_CASE("without an account that is signed in X is not asked", "[networks][x]") {
    test::XStage stage;
    CHECK(stage.connect().account->recent_replies(seven).empty());
    CHECK(stage.server.asked().empty());
}

TEST_CASE("our comments at Reddit are read as the account of the refresh token", "[networks][reddit]") {
    LoopbackServer at;
    bot::networks::RedditSettings settings;
    settings.api = settings.sign_in = at.server.address();
    settings.private_addresses = true;
    auto const connect = [&] { return bot::networks::reddit(settings, at.clock); };
    CHECK_FALSE(connect().account);
    settings.refresh_token = "secret-refresh";
    at.server.answer("/api/v1/access_token", fixture_answer("reddit/token"));
    at.server.answer("/api/v1/me", json_answer(R"({"name": "awards"})"));
    at.server.answer("/user/awards/comments", fixture_answer("reddit/own_posts"));
    auto const network = connect();
    auto const replies = network.account->recent_replies(seven);
    REQUIRE(replies.size() == 1);
    CHECK(replies[0].native_id == "t1_own2");
    CHECK(replies[0].in_reply_to == "t1_bbb1");
    CHECK(replies[0].url == "https://www.reddit.com/r/otters/comments/aaa1/slug/own2/");
    CHECK(network.account->recent_replies(seven).size() == 1);
    CHECK(at.server.asked().size() == 4);
}

TEST_CASE("our comments at Hacker News are read if the config names our user", "[networks][hackernews]") {
    LoopbackServer at;
    bot::networks::HackerNewsSettings settings;
    settings.search = settings.items = at.server.address();
    settings.private_addresses = true;
    auto const connect = [&] { return bot::networks::hackernews(settings, at.clock); };
    CHECK_FALSE(connect().account);
    settings.username = "awards";
    at.server.answer("/api/v1/search_by_date", fixture_answer("hackernews/own_posts"));
    auto const replies = connect().account->recent_replies(seven);
    REQUIRE(replies.size() == 1);
    CHECK(replies[0].native_id == "52");
    CHECK(replies[0].in_reply_to == "44");
    CHECK(replies[0].words == "That team deserves an award: https://awards.example/n/abcd");
    CHECK(at.server.asked().at(0).param("tags") == "comment,author_awards");
    CHECK(at.server.asked().at(0).param("numericFilters") == "created_at_i>=1788246000");
}

#include "bot/networks/reddit/reddit.h"

#include <catch2/catch.hpp>

#include "bot/base/keys.h"
#include "tests/bot/networks/conformance_stage.h"

using namespace std::chrono_literals;
using bot::networks::NetworkError;

TEST_CASE("Reddit is signed in to once, and asked with the token", "[networks][reddit]") {
    test::ConformanceStage stage(test::reddit_connector());
    stage.search_gives(stage.answer("ordinary"));
    (void)stage.listen();
    stage.clock.advance(10min);
    (void)stage.listen();
    auto const asked = stage.server.asked();
    REQUIRE(asked.size() == 3);
    CHECK(asked.at(0).path() == "/api/v1/access_token");
    CHECK(asked.at(0).headers.at("authorization") == "Basic " + bot::to_base64("awards:secret-client"));
    CHECK(asked.at(0).body == "grant_type=client_credentials");
    CHECK(asked.at(1).headers.at("authorization") == "bearer secret-token");
    CHECK(asked.at(1).param("q") == "otter support");
    CHECK(asked.at(1).param("sort") == "new");
    CHECK(asked.at(1).param("raw_json") == "1");
    stage.clock.advance(24h);
    (void)stage.listen();
    CHECK(stage.server.asked().size() == 5);
}

TEST_CASE("a sign-in that Reddit refuses with 200 is a failure of ours to sign in", "[networks][reddit]") {
    test::ConformanceStage stage(test::reddit_connector());
    stage.server.forget("/api/v1/access_token");
    stage.server.answer("/api/v1/access_token", test::json_answer(R"({"error": "invalid_grant"})"));
    CHECK(stage.failure().error_class == NetworkError::Class::auth);
    CHECK(stage.searches() == 0);
}

TEST_CASE("Reddit's posts are read with what belongs to them", "[networks][reddit]") {
    test::ConformanceStage stage(test::reddit_connector());
    stage.search_gives(stage.answer("ordinary"));
    auto const posts = stage.listen();
    REQUIRE(posts.size() == 3);
    CHECK(posts.at(0).text == "Otter's support saved my week\n\nThey **called back** & stayed <3");
    CHECK(posts.at(0).author_id == "t2_m1ra");
    CHECK(posts.at(0).author_handle == "mira");
    CHECK(posts.at(0).url == "https://www.reddit.com/r/otters/comments/aaa1/slug/");
    CHECK(posts.at(0).thread == "t3_aaa1");
    CHECK(posts.at(0).written_at == bot::Time(1788249500s));
    CHECK_FALSE(posts.at(1).author_handle);
    CHECK_FALSE(posts.at(1).author_id);
    CHECK(posts.at(1).sensitive);
    CHECK(posts.at(2).in_reply_to == "t3_aaa1");
}

TEST_CASE("a post of Reddit that was removed since is told as gone", "[networks][reddit]") {
    test::ConformanceStage stage(test::reddit_connector());
    stage.search_gives(stage.answer("ordinary"));
    (void)stage.listen();
    stage.search_gives(stage.answer("deleted_parent"));
    CHECK(stage.search().gone == std::vector<std::string>{"t3_aaa1"});
}

TEST_CASE("within subreddits comments are listened to as well", "[networks][reddit]") {
    test::HttpServer server;
    test::ManualClock clock;
    bot::networks::RedditSettings settings;
    settings.api = settings.sign_in = server.address();
    settings.private_addresses = true;
    settings.subreddits = {"otters", "beavers"};
    settings.refresh_token = "secret/1";
    server.answer("/api/v1/access_token", test::json_answer(R"({"access_token": "t"})"));
    server.answer(test::json_answer(R"({"data": {"children": []}})"));
    auto const network = bot::networks::reddit(settings, clock);
    auto const first = network.listener->search({}, "");
    CHECK(first.more);
    CHECK_FALSE(network.listener->search({}, first.cursor).more);
    auto const asked = server.asked();
    CHECK(asked.at(0).body == "grant_type=refresh_token&refresh_token=secret%2F1");
    CHECK(asked.at(1).path() == "/r/otters+beavers/new");
    CHECK(asked.at(2).path() == "/r/otters+beavers/comments");
}

TEST_CASE("Reddit's quota, in seconds from now, is kept", "[networks][reddit]") {
    test::ConformanceStage stage(test::reddit_connector());
    auto answer = stage.answer("ordinary");
    answer.headers.emplace_back("X-Ratelimit-Remaining", "0.0");
    answer.headers.emplace_back("X-Ratelimit-Reset", "77");
    stage.search_gives(answer);
    (void)stage.listen();
    CHECK(stage.failure().retry_after == 77s);
}

TEST_CASE("what Reddit says of a post is read where it is of the right kind", "[networks][reddit]") {
    test::ConformanceStage stage(test::reddit_connector());
    auto const child = [](std::string const& name, std::string const& more) {
        return R"({"kind": "t3", "data": {"name": ")" + name + R"(", "created_utc": 1788249500.0)" + more +
               "}}";
    };
    stage.search_gives(test::json_answer(
        R"({"data": {"children": [null, {"data": null},)" + child("t5_aaa", R"(, "title": "a subreddit")") +
        "," + child("t3_", R"(, "title": "no id")") + "," +
        child("t3_AAA", R"(, "title": "no id of theirs")") + "," + child("t3_none", "") + "," +
        child("t3_one", R"(, "title": "Kind", "selftext": "", "author": "mira", "permalink": "//evil.example",
            "parent_id": "nonsense", "over_18": "yes")") +
        "," + child("t1_two", R"(, "body": "So kind", "author": "[deleted]", "author_fullname": "t2_x",
            "parent_id": "t1_one", "link_id": "t3_one", "permalink": "/r/otters/x/")") +
        "]}}"));
    auto const posts = stage.listen();
    REQUIRE(test::ids_of(posts) == std::vector<std::string>{"t3_one", "t1_two"});
    CHECK(posts[0].text == "Kind");
    CHECK_FALSE(posts[0].url);
    CHECK_FALSE(posts[0].in_reply_to);
    CHECK_FALSE(posts[0].sensitive);
    CHECK(posts[0].thread == "t3_one");
    CHECK_FALSE(posts[1].author_handle);
    CHECK_FALSE(posts[1].author_id);
    CHECK(posts[1].in_reply_to == "t1_one");
    CHECK(posts[1].thread == "t3_one");
    CHECK(posts[1].url == "https://www.reddit.com/r/otters/x/");
}

TEST_CASE("a post of Reddit that takes no answers is locked, and one that was removed is gone",
          "[networks][reddit]") {
    using State = bot::networks::Parent::State;
    test::ConformanceStage stage(test::reddit_connector());
    auto const state = [&](std::string const& more, std::string const& name = "t3_aaa1") {
        stage.server.forget("/api/info");
        stage.server.answer("/api/info", test::json_answer(R"({"data": {"children": [{"data": {"name": ")" +
                                                           name + R"(", "title": "Kind")" + more + "}}]}}"));
        return stage.network.answerer->look("t3_aaa1").state;
    };
    CHECK(state("") == State::there);
    CHECK(state(R"(, "locked": true)") == State::locked);
    CHECK(state(R"(, "archived": true)") == State::locked);
    CHECK(state(R"(, "locked": null, "archived": 1)") == State::there);
    CHECK(state(R"(, "selftext": "[removed]", "locked": true)") == State::gone);
    CHECK(state(R"(, "removed_by_category": "moderator")") == State::gone);
    for (auto const* grave :
         {"[ Removed by Reddit ]", "[deleted by user]", "[unavailable]", "\\\\[removed\\\\]", " [Deleted] ",
          "[ Removed by Reddit on account of violating the [content policy](/help/contentpolicy). ]",
          "[ Removed by Reddit in response to a copyright notice. ]"}) {
        INFO(grave);
        CHECK(state(", \"selftext\": \"" + std::string(grave) + "\"") == State::gone);
    }
    for (auto const* alive :
         {"[removed] my old post, thanks all", "removed", "[deleted scenes] are great", "[]"}) {
        INFO(alive);
        CHECK(state(", \"selftext\": \"" + std::string(alive) + "\"") != State::gone);
    }
    CHECK(state("", "t3_another") == State::gone);
}

TEST_CASE("Reddit's pages are read ten deep, and a name of a next page that is none ends them",
          "[networks][reddit]") {
    test::ConformanceStage stage(test::reddit_connector());
    auto const after = GENERATE(std::string("t3_next"), std::string(100, 'a'), std::string());
    for (int page = 0; page < 12; ++page)
        stage.server.answer(
            stage.connector.search_path,
            test::json_answer(R"({"data": {"after": ")" + after + R"(", "children": [{"data": {
                                "name": "t3_a)" +
                              std::to_string(page) +
                              R"(", "title": "Kind", "created_utc": 1788249500}}]}})"));
    CHECK(stage.listen().size() == (after == "t3_next" ? 10 : 1));
}

#include "bot/networks/x/listener.h"

#include <catch2/catch.hpp>

#include "tests/bot/networks/conformance_stage.h"
#include "tests/bot/networks/x/stage.h"

using namespace bot;
using namespace bot::networks;
using namespace std::chrono_literals;
using test::ids_of;
using test::json_answer;
using test::network_failure;
using test::XStage;
using Class = NetworkError::Class;
using Ids = std::vector<std::string>;

TEST_CASE("X is asked from the newest post on, with the same bound on every page", "[networks][x]") {
    XStage stage;
    auto network = stage.connect();
    stage.server.answer(stage.search_path, stage.posts({"205", "204"}, "page-2"));
    stage.server.answer(stage.search_path, stage.posts({"203"}));
    stage.server.answer(stage.search_path, stage.posts({"206"}));
    stage.server.answer(stage.search_path, stage.posts({}));
    auto const first = stage.search(network);
    CHECK(first.more);
    CHECK(ids_of(first.posts) == Ids{"205", "204"});
    CHECK_FALSE(stage.search(network).more);
    stage.world.clock.advance(2min);
    CHECK(ids_of(stage.search(network).posts) == Ids{"206"});
    stage.world.clock.advance(2min);
    stage.search(network);
    auto const asked = stage.asked_for(stage.search_path);
    REQUIRE(asked.size() == 4);
    CHECK(asked[0].param("query") == "otter support");
    CHECK(asked[0].param("start_time") == "2026-08-31T08:00:00Z");
    CHECK(asked[0].param("expansions") == "author_id,referenced_tweets.id");
    CHECK(asked[0].headers.at("authorization") == "Bearer secret-bearer");
    CHECK(asked[1].param("next_token") == "page-2");
    CHECK(asked[1].param("start_time") == asked[0].param("start_time"));
    // The second page's newest is older than the first's.
    CHECK(asked[2].param("since_id") == "205");
    CHECK(asked[2].param("start_time").empty());
    CHECK(asked[3].param("since_id") == "206");
}

TEST_CASE("X is first asked for what is written from now on, which costs nothing yet", "[networks][x]") {
    XStage stage;
    stage.settings.back_fill = 0h;
    auto network = stage.connect();
    stage.search_gives(stage.posts({"205"}));
    CHECK(stage.search(network).posts.empty());
    CHECK(stage.server.asked().empty());
    stage.world.clock.advance(2min);
    CHECK(ids_of(stage.search(network).posts) == Ids{"205"});
    CHECK(stage.server.asked()[0].param("start_time") == "2026-09-01T08:00:00Z");
}

TEST_CASE("an id of X that became too old gives way to a time", "[networks][x]") {
    XStage stage;
    auto network = stage.connect();
    stage.search_gives(stage.posts({"205"}));
    stage.search(network);
    stage.server.forget(stage.search_path);
    SECTION("because X refuses it") {
        stage.world.clock.advance(2min);
        stage.server.answer(stage.search_path, json_answer(R"({"title": "Invalid Request",
            "errors": [{"message": "'since_id' must be a tweet id created after 2026-08-25T08:00Z",
            "parameters": {"since_id": ["205"]}}]})",
                                                           400));
        stage.server.answer(stage.search_path, stage.posts({"206", "205"}));
        CHECK(ids_of(stage.search(network).posts) == Ids{"206"});
        CHECK(stage.server.asked().back().param("start_time") == "2026-09-01T07:50:00Z");
    }
    SECTION("because nothing was asked for too long") {
        stage.world.clock.advance(24h * 30);
        stage.server.answer(stage.search_path, stage.posts({"206", "205"}));
        CHECK(ids_of(stage.search(network).posts) == Ids{"206"});
        CHECK(stage.server.asked().back().param("start_time") == "2026-09-24T08:01:00Z");
    }
    CHECK(stage.server.asked().back().param("since_id").empty());
}

TEST_CASE("an edited post of X is handed out once more, under its first id", "[networks][x]") {
    XStage stage;
    auto network = stage.connect();
    stage.search_gives(stage.posts({"205"}));
    CHECK(ids_of(stage.search(network).posts) == Ids{"205"});
    auto const edited = json_answer(
        R"({"data": [{"id": "209", "text": "Great", "edit_history_tweet_ids": ["205", "209"]}], "meta": {}})");
    stage.search_gives(edited);
    stage.world.clock.advance(2min);
    auto const page = stage.search(network);
    REQUIRE(ids_of(page.posts) == Ids{"205"});
    CHECK(page.posts[0].text == "Great");
    stage.search_gives(edited);
    stage.world.clock.advance(2min);
    CHECK(stage.search(network).posts.empty());
}

TEST_CASE("a next page that X refuses begins the round again, once", "[networks][x]") {
    XStage stage;
    auto network = stage.connect();
    auto const refused =
        json_answer(R"({"errors": [{"message": "Invalid", "parameters": {"next_token": ["p"]}}]})", 400);
    stage.server.answer(stage.search_path, stage.posts({"205"}, "p"));
    stage.server.answer(stage.search_path, refused);
    stage.server.answer(stage.search_path, stage.posts({"206", "205"}, "p"));
    stage.server.answer(stage.search_path, refused);
    CHECK(ids_of(stage.search(network).posts) == Ids{"205"});
    CHECK(stage.search(network).more);
    CHECK(ids_of(stage.search(network).posts) == Ids{"206"});
    auto const last = stage.search(network);
    CHECK_FALSE(last.more);
    CHECK(last.skipped.size() == 1);
}

TEST_CASE("X's newer names are taken up when the old ones are refused", "[networks][x]") {
    XStage stage;
    auto network = stage.connect();
    stage.server.answer(stage.search_path, json_answer(R"({"errors": [{"message":
        "The query parameter [tweet.fields] is not one of [post.fields]"}]})",
                                                       400));
    stage.server.answer(stage.search_path, stage.posts({"205"}));
    CHECK(ids_of(stage.search(network).posts) == Ids{"205"});
    auto const asked = stage.server.asked().back();
    CHECK(asked.param("tweet.fields").empty());
    CHECK(asked.param("post.fields").find("edit_history_post_ids") != std::string::npos);
    CHECK(asked.param("expansions") == "author_id,referenced_posts.id");
}

TEST_CASE("a day of X costs no more than its cap", "[networks][x]") {
    XStage stage;
    stage.settings.daily_cap = 600'000;  // 24 posts with all that may come beside them
    auto network = stage.connect();
    auto cut = stage.posts({"206"});
    cut.way = test::HttpAnswer::Way::cut;
    stage.server.answer(stage.search_path, stage.posts({"205", "204"}));
    stage.server.answer(stage.search_path, cut);
    stage.server.answer(stage.search_path, stage.posts({"206"}));
    stage.search(network);
    CHECK(stage.server.asked().back().param("max_results") == "24");
    CHECK(stage.spent().micro_dollars == 10'000);
    CHECK(stage.spent().posts_read == 2);
    stage.world.clock.advance(2min);
    // Without an answer nobody knows what it cost: all that was booked stays so.
    CHECK(network_failure([&] { stage.search(network); }).error_class == Class::network);
    CHECK(stage.spent().micro_dollars == 10'000 + 23 * 25'000);
    stage.world.clock.advance(2min);
    auto const asked = stage.server.asked().size();
    // It did not go well: nobody is told so.
    auto const spent = network_failure([&] { stage.search(network); });
    CHECK(spent.error_class == Class::network);
    CHECK(spent.retry_after == 16h - 4min);
    CHECK_THAT(spent.what(), Catch::Contains("spend is at its cap"));
    CHECK(stage.server.asked().size() == asked);
    CHECK(network_failure([&] { network.answerer->look("205"); }).error_class == Class::rate);
    CHECK(stage.server.asked().size() == asked);
    stage.world.clock.advance(*spent.retry_after);
    CHECK(ids_of(stage.search(network).posts) == Ids{"206"});
}

TEST_CASE("a day of X that was spent on what came ends without a failure", "[networks][x]") {
    XStage stage;
    stage.settings.daily_cap = 260'000;  // ten posts with all that may come beside them, and two more
    auto network = stage.connect();
    stage.search_gives(stage.posts({"205", "204", "203"}));
    stage.search(network);
    stage.world.clock.advance(2min);
    auto const before = stage.cursor;
    auto const asked = stage.server.asked().size();
    auto const page = stage.search(network);
    CHECK(page.posts.empty());
    CHECK_FALSE(page.more);
    REQUIRE(page.skipped.size() == 1);
    CHECK(page.skipped[0].why == spent_advice);
    CHECK(page.wait == 16h - 2min);
    CHECK(stage.cursor == before);
    CHECK(stage.server.asked().size() == asked);
}

TEST_CASE("a web page instead of X's answer costs nothing and is a failure each time", "[networks][x]") {
    XStage stage;
    auto network = stage.connect();
    auto const page = GENERATE("<html>sign in</html>", "", "\n<!DOCTYPE html>", "upstream error");
    auto answer = json_answer(page);
    stage.search_gives(answer);
    for (int i = 0; i < 30; ++i) {
        auto const before = stage.cursor;
        auto const failure = network_failure([&] { stage.search(network); });
        CHECK(failure.error_class == Class::theirs);
        CHECK_FALSE(failure.retry_after);
        CHECK(stage.cursor == before);
        stage.world.clock.advance(2min);
    }
    CHECK(stage.asked_for(stage.search_path).size() == 30);
    CHECK(stage.spent().micro_dollars == 0);
    CHECK(stage.asked_for(stage.search_path).back().param("max_results") == "10");
    stage.search_gives(stage.posts({"206"}));
    CHECK(ids_of(stage.search(network).posts) == Ids{"206"});
}

TEST_CASE("what a proxy in front of X refuses costs nothing", "[networks][x]") {
    XStage stage;
    auto network = stage.connect();
    stage.search_gives(json_answer("<html>", GENERATE(302, 404, 500, 520, 525)));
    for (int i = 0; i < 3; ++i) {
        network_failure([&] { stage.search(network); });
        stage.world.clock.advance(2min);
    }
    CHECK(stage.spent().micro_dollars == 0);
}

TEST_CASE("an X that cannot be reached costs nothing, however often it is tried", "[networks][x]") {
    XStage stage;
    stage.settings.api = "http://127.0.0.1:1";
    auto network = stage.connect();
    for (int i = 0; i < 3; ++i) {
        CHECK(network_failure([&] { stage.search(network); }).error_class == Class::network);
        stage.world.clock.advance(2min);
    }
    CHECK(stage.spent().micro_dollars == 0);
}

TEST_CASE("an answer of X that breaks off stays booked, and the next one asks for few", "[networks][x]") {
    XStage stage;
    auto network = stage.connect();
    stage.search_gives(json_answer("{\"data\": [{\"id\": \"205\""));
    CHECK(network_failure([&] { stage.search(network); }).error_class == Class::theirs);
    CHECK(stage.spent().micro_dollars == 100 * 25'000);
    stage.world.clock.advance(2min);
    stage.search_gives(stage.posts({"206"}));
    CHECK(ids_of(stage.search(network).posts) == Ids{"206"});
    CHECK(stage.asked_for(stage.search_path).back().param("max_results") == "10");
    CHECK(stage.spent().micro_dollars == 100 * 25'000 + 5'000);
}

TEST_CASE("half an emoji in one post of X costs neither the others nor their price again", "[networks][x]") {
    XStage stage;
    auto network = stage.connect();
    stage.search_gives(json_answer(
        R"({"data": [{"id": "206", "text": "Great"}, null, 7, "x", {"id": "205", "text": "cut \ud83d"}], "meta": {}})"));
    auto const page = stage.search(network);
    CHECK(ids_of(page.posts) == Ids{"206", "205"});
    CHECK(page.posts.at(1).text == "cut \uFFFD");
}

TEST_CASE("a refusal by X costs nothing and is told in words", "[networks][x]") {
    XStage stage;
    auto network = stage.connect();
    stage.search_gives(json_answer(R"({"title": "Client Forbidden", "detail": "Not enrolled\n<b>", "reason":
        "client-not-enrolled", "type": "https://api.twitter.com/2/problems/client-forbidden"})",
                                   403));
    auto const forbidden = network_failure([&] { stage.search(network); });
    CHECK(forbidden.error_class == Class::auth);
    CHECK_THAT(forbidden.what(), Catch::Contains("Not enrolled <b>") && Catch::Contains("a plan at X"));
    stage.search_gives(json_answer("{}", 402));
    auto const broke = network_failure([&] { stage.search(network); });
    CHECK(broke.error_class == Class::auth);
    CHECK(broke.retry_after == 1h);
    CHECK_THAT(broke.what(), Catch::Contains("credit"));
    CHECK(stage.spent().micro_dollars == 0);
}

TEST_CASE("a last page of X that names itself as the next one is paid once more and no more",
          "[networks][x]") {
    XStage stage;
    auto network = stage.connect();
    stage.search_gives(stage.posts({"205"}, "again"));
    CHECK(stage.search(network).more);
    CHECK_FALSE(stage.search(network).more);
    CHECK_FALSE(stage.cursor.empty());
    CHECK(stage.asked_for(stage.search_path).size() == 2);
}

TEST_CASE("X's window of calls ends at a Unix time", "[networks][x]") {
    XStage stage;
    auto network = stage.connect();
    auto const now =
        std::chrono::floor<std::chrono::seconds>(stage.world.clock.now().time_since_epoch()).count();
    auto const* const family = GENERATE("x-rate-limit", "x-app-limit-24hour", "x-user-limit-24hour");
    auto answer = stage.posts({"205"}, "more");
    answer.headers.emplace_back(std::string(family) + "-remaining", "0");
    answer.headers.emplace_back(std::string(family) + "-reset", std::to_string(now + 300));
    stage.search_gives(answer);
    CHECK(stage.search(network).wait == 5min);
}

TEST_CASE("who mentions our account at X is heard without a search", "[networks][x]") {
    XStage stage;
    stage.sign_in();
    stage.settings.queries.clear();
    auto network = stage.connect();
    stage.server.answer("/2/users/900/mentions", json_answer(R"({"data": [
        {"id": "301", "text": "@awards hi", "author_id": "5", "entities": {"mentions": [{"id": "900", "username": "awards"}]}},
        {"id": "300", "text": "@awards ourselves", "author_id": "900", "entities": {"mentions": [{"id": "900"}]}}],
        "meta": {"newest_id": "301"}})"));
    auto const page = stage.search(network);
    REQUIRE(page.posts.size() == 2);
    CHECK(page.posts[0].summoned);
    CHECK(page.posts[1].ours);
    CHECK_FALSE(page.posts[1].summoned);
    CHECK(stage.server.asked().back().headers.at("authorization") == "Bearer secret-access-1");
}

TEST_CASE("nothing that costs is asked of X where it cannot be booked", "[networks][x]") {
    XStage stage;
    auto const network = x(stage.settings, stage.world.clock, nullptr);
    CHECK(network.listener->search({}, "").posts.empty());
    CHECK(network_failure([&] { network.answerer->look("205"); }).error_class == Class::ours);
    CHECK(stage.server.asked().empty());
}

TEST_CASE("what is watched is asked of X beside the settings' queries, and held against the answer",
          "[networks][x][watch]") {
    XStage stage;
    auto network = stage.connect();
    stage.watched.searches = {"\"number 207\" -is:retweet"};
    stage.watched.queries = {watch::parse("\"number 207\"")};
    stage.server.answer(stage.search_path, stage.posts({"205"}));
    stage.server.answer(stage.search_path, stage.posts({"207", "206"}));
    CHECK(ids_of(stage.search(network).posts) == Ids{"205"});
    CHECK(ids_of(stage.search(network).posts) == Ids{"207"});
    CHECK(stage.asked_for(stage.search_path).at(1).param("query") == "\"number 207\" -is:retweet");
}

TEST_CASE("X is looked back at ten pages deep, and what is older is told and left", "[networks][x]") {
    XStage stage;
    auto network = stage.connect();
    for (int page = 0; page < 12; ++page)
        stage.server.answer(stage.search_path, stage.posts({std::to_string(300 - page)}, "page"));
    SearchPage page;
    do page = stage.search(network);
    while (page.more);
    CHECK(stage.asked_for(stage.search_path).size() == 10);
    REQUIRE(page.skipped.size() == 1);
    CHECK_THAT(page.skipped[0].why, Catch::Contains("more than 10 pages"));
    // What came first was the newest.
    stage.world.clock.advance(2min);
    stage.search(network);
    CHECK(stage.asked_for(stage.search_path).back().param("since_id") == "300");
}

TEST_CASE("a plan of X that is used up is waited for, an hour at a time", "[networks][x]") {
    XStage stage;
    auto network = stage.connect();
    stage.search_gives(
        json_answer(R"({"title": "UsageCapExceeded", "detail": "Usage cap exceeded: Monthly product cap",
        "type": "https://api.twitter.com/2/problems/usage-capped"})",
                    429));
    auto const error = network_failure([&] { stage.search(network); });
    CHECK(error.error_class == Class::rate);
    CHECK(error.retry_after == 1h);
    CHECK_THAT(error.what(), Catch::Contains("Usage cap exceeded"));
    CHECK(stage.spent().micro_dollars == 0);
}

TEST_CASE("an answer of X that has no posts must say so", "[networks][x]") {
    XStage stage;
    auto network = stage.connect();
    stage.search_gives(json_answer(GENERATE("{}", R"({"data": []})", R"({"data": null, "meta": null})")));
    CHECK(network_failure([&] { stage.search(network); }).error_class == Class::theirs);
    stage.search_gives(json_answer(R"({"meta": {"result_count": 0}})"));
    CHECK(stage.search(network).posts.empty());
}

TEST_CASE("long words of X's are cut between two letters", "[networks][x]") {
    XStage stage;
    auto network = stage.connect();
    std::string umlauts;
    for (int i = 0; i < 150; ++i) umlauts += "ü";
    stage.search_gives(json_answer(R"({"title": "no", "detail": "a)" + umlauts + "\"}", 403));
    auto const error = network_failure([&] { stage.search(network); });
    CHECK_THAT(error.what(), Catch::Contains(": a" + umlauts.substr(0, 198)) &&
                                 !Catch::Contains(umlauts.substr(0, 200)) && !Catch::Contains("\xC3;"));
}

TEST_CASE("an account that signed in at X is asked for once, and must be one", "[networks][x]") {
    XStage stage;
    bot::networks::XTokenFile const file(stage.settings);
    file.write({"secret-access", "secret-refresh", stage.world.clock.now() + 2h, "", ""});
    auto network = stage.connect();
    stage.search_gives(stage.posts({}));
    stage.server.answer("/2/users/900/mentions", stage.posts({}));
    stage.server.answer("/2/users/me", json_answer(R"({"data": {"id": "nobody", "username": "awards"}})"));
    CHECK(network_failure([&] { stage.search(network); }).error_class == Class::theirs);
    CHECK(file.read()->account_id.empty());
    stage.server.forget("/2/users/me");
    stage.server.answer("/2/users/me", json_answer(R"({"data": {"id": "900", "username": "awards"}})"));
    stage.search(network), stage.search(network);
    CHECK(file.read()->handle == "awards");
    CHECK(stage.asked_for("/2/users/me").size() == 2);
}

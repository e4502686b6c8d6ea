#include "bot/networks/mastodon/mastodon.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/bot/networks/fixture_file.h"
#include "tests/tools/world.h"

using namespace std::chrono_literals;
using bot::networks::NetworkError;
using bot::networks::SearchPage;
using nlohmann::json;
using test::fixture_answer;
using test::fixture_file;
using test::json_answer;

namespace {

constexpr auto tag_path = "/api/v1/timelines/tag/goodsupport";

/// An instance that knows the fixtures, and a listener that is made again for each search, as after a
/// restart.
struct Instance {
    test::HttpServer server;
    test::ManualClock clock;
    bot::networks::MastodonSettings settings;
    std::string cursor;
    bot::networks::WatchQuery watched;

    Instance() {
        settings.instance = server.address();
        settings.hashtags = {"#goodsupport"};
        settings.back_fill = 24h;
        server.answer("/api/v2/instance", fixture_answer("mastodon/instance_v2"));
        server.answer("/api/v1/accounts/verify_credentials", fixture_answer("mastodon/account"));
        server.answer("/api/v1/notifications", json_answer("[]"));
    }
    void says(std::string const& path, test::HttpAnswer answer) {
        server.forget(path);
        server.answer(path, std::move(answer));
    }
    SearchPage search(std::string const& query = "") {
        auto asked = watched;
        asked.text = query;
        auto page = bot::networks::mastodon(settings, clock).listener->search(asked, cursor);
        cursor = page.cursor;
        return page;
    }
    std::string listen() {
        std::string ids;
        for (int i = 0; i < 20; ++i) {
            auto const page = search();
            for (auto const& post : page.posts)
                ids += post.native_id.substr(post.native_id.rfind('/') + 1).substr(15) + " ";
            if (!page.more) return ids;
        }
        throw std::logic_error("there is always more");
    }
    /// What was asked of that path, in order: one parameter of each call.
    std::string asked(std::string const& path, std::string const& param) const {
        std::string all;
        for (auto const& call : server.asked())
            if (call.path() == path) all += call.param(param) + ";";
        return all;
    }
};

}  // namespace

TEST_CASE("a Mastodon status becomes a post of plain text", "[networks][mastodon]") {
    Instance instance;
    instance.says(tag_path, fixture_answer("mastodon/ordinary"));
    auto const page = instance.search();
    REQUIRE(page.posts.size() == 3);
    auto const& first = page.posts[2];
    CHECK(first.native_id == "https://brook.example/users/bert/statuses/117100000000000003");
    CHECK(first.text ==
          "The people of https://www.lantern.example/help/answers stayed late to mend my order & "
          "asked again today.\n\n#goodsupport");
    CHECK(first.author_handle == "bert@brook.example");
    CHECK(first.author_id == "bert@brook.example");
    CHECK(first.language == "en");
    CHECK_FALSE(first.sensitive);
    CHECK(first.thread == first.native_id);
    auto const& second = page.posts[1];
    CHECK(second.author_handle == "ada@meadow.example");
    CHECK(second.text == "travel\n\nLost my ticket,\nfound a friend at Lantern. #goodsupport");
    CHECK(second.sensitive);
    CHECK_FALSE(page.posts[0].language);
    CHECK_FALSE(page.posts[0].thread);
}

TEST_CASE("a hashtag is read above the last id until nothing is above", "[networks][mastodon]") {
    Instance instance;
    instance.says(tag_path, fixture_answer("mastodon/ordinary"));
    CHECK(instance.listen() == "001 002 003 ");
    instance.says(tag_path, fixture_answer("mastodon/first_page"));
    instance.server.answer(tag_path, json_answer("[]"));
    CHECK(instance.listen() == "012 013 ");
    CHECK(instance.asked(tag_path, "min_id") == ";;117100000000000003;117100000000000013;");
}

TEST_CASE("what arrives late below the last id is found within an hour", "[networks][mastodon]") {
    Instance instance;
    instance.says(tag_path, fixture_answer("mastodon/first_page"));
    instance.listen();
    instance.says(tag_path, json_answer("[]"));
    CHECK(instance.listen().empty());
    instance.clock.advance(61min);
    instance.server.forget(tag_path);
    instance.server.answer(tag_path, json_answer("[]"));
    instance.server.answer(tag_path, fixture_answer("mastodon/ordinary"));
    CHECK(instance.listen() == "001 002 003 ");
}

TEST_CASE("a server that does not know min_id is not asked for ever", "[networks][mastodon]") {
    Instance instance;
    instance.says(tag_path, fixture_answer("mastodon/ordinary"));
    instance.listen();
    for (int i = 0; i < 3; ++i) CHECK(instance.listen().empty());
    CHECK(instance.server.asked().size() < 20);
}

TEST_CASE("the first search begins now unless told to look back", "[networks][mastodon]") {
    Instance instance;
    instance.settings.back_fill = 0h;
    instance.says(tag_path, fixture_answer("mastodon/ordinary"));
    CHECK(instance.listen().empty());
    CHECK(instance.listen().empty());
    instance.says(tag_path, fixture_answer("mastodon/first_page"));
    CHECK(instance.listen() == "012 013 ");
}

TEST_CASE("a hashtag that nobody used is no failure", "[networks][mastodon]") {
    Instance instance;
    instance.says(tag_path, test::html_answer("<h1>Not found</h1>", 404));
    CHECK(instance.listen().empty());
}

TEST_CASE("what fills an empty hashtag is read page by page, however long the server was away",
          "[networks][mastodon]") {
    Instance instance;
    instance.says(tag_path, json_answer("[]"));
    CHECK(instance.listen().empty());
    instance.clock.advance(72h);
    instance.says(tag_path, fixture_answer("mastodon/first_page"));
    instance.server.answer(tag_path, fixture_answer("mastodon/ordinary"));
    instance.server.answer(tag_path, json_answer("[]"));
    CHECK(instance.listen() == "012 013 001 002 003 ");
    CHECK(instance.asked(tag_path, "max_id") == ";;117100000000000012;117100000000000001;");
}

TEST_CASE("a mention summons, also an unlisted one", "[networks][mastodon]") {
    Instance instance;
    instance.settings.access_token = "secret";
    instance.says(tag_path, json_answer("[]"));
    instance.says("/api/v1/notifications", fixture_answer("mastodon/mentions"));
    instance.search();
    auto const page = instance.search();
    REQUIRE(page.posts.size() == 1);
    CHECK(page.posts[0].summoned);
    CHECK(page.posts[0].text == "@awards you should hear what Lantern did");
    for (auto const& call : instance.server.asked())
        CHECK(call.headers.at("authorization") == "Bearer secret");
}

TEST_CASE("an answer to a post of ours is known as one, and heard even if it is not to be used",
          "[networks][mastodon]") {
    Instance instance;
    instance.settings.access_token = "secret";
    instance.says(tag_path, json_answer("[]"));
    auto mentions = json::parse(fixture_file("mastodon/mentions"));
    auto& status = mentions[0]["status"];
    status["in_reply_to_id"] = "117100000000000001";
    status["in_reply_to_account_id"] = "109000000000000100";
    bool usable = true, answers = true;
    SECTION("unlisted") {}
    SECTION("to another") {
        status["in_reply_to_account_id"] = "109000000000000009";
        answers = false;
    }
    SECTION("not for the public") {
        status["visibility"] = "direct";
        usable = false;
    }
    SECTION("by somebody who wants no bots") {
        status["account"]["note"] = "<p>#nobot</p>";
        usable = false;
    }
    instance.says("/api/v1/notifications", json_answer(mentions.dump()));
    instance.search();
    auto const page = instance.search();
    REQUIRE(page.posts.size() == 1);
    CHECK(page.posts[0].answers_us == answers);
    CHECK(page.posts[0].summoned);
    CHECK(page.posts[0].only_heard != usable);
}

TEST_CASE("mentions are heard whatever is watched for, and what is found must be what was meant",
          "[networks][mastodon][watch]") {
    Instance instance;
    instance.settings.access_token = "secret";
    instance.settings.hashtags.clear();
    instance.watched.tags = {"goodsupport"};
    instance.watched.queries = {bot::watch::parse("#goodsupport -nothing")};
    instance.says(tag_path, fixture_answer("mastodon/ordinary"));
    instance.says("/api/v1/notifications", fixture_answer("mastodon/mentions"));
    auto const all = [&] {
        std::size_t posts = 0, summoned = 0;
        for (int i = 0; i < 6; ++i)
            for (auto const& post : instance.search().posts) ++posts, summoned += post.summoned ? 1 : 0;
        return std::pair(posts, summoned);
    };
    auto const [posts, summoned] = all();
    CHECK(summoned == 1);
    CHECK(posts > 1);
    instance.cursor.clear();
    instance.watched.queries = {bot::watch::parse("\"words that nobody wrote\"")};
    CHECK(all() == std::pair<std::size_t, std::size_t>(1, 1));
}

TEST_CASE("what is not for us is left out", "[networks][mastodon]") {
    Instance instance;
    instance.settings.access_token = "secret";
    auto posts = json::parse(fixture_file("mastodon/ordinary"));
    auto& one = posts[0];
    auto const wanted = [&] {
        instance.says(tag_path, json_answer(json::array({one}).dump()));
        auto page = instance.search();
        return page.posts.size() == 1 && !page.posts[0].ours;
    };
    SECTION("nothing") {
        CHECK(wanted());
    }
    SECTION("followers only") {
        one["visibility"] = "private";
        CHECK_FALSE(wanted());
    }
    SECTION("unlisted and not to us") {
        one["visibility"] = "unlisted";
        CHECK_FALSE(wanted());
    }
    SECTION("no bots, said in a field, in any case") {
        one["account"]["fields"] = {
            {{"name", "x"}, {"value", "<a href=\"/tags/nobot\">#<span>NoBot</span></a>"}}};
        CHECK_FALSE(wanted());
    }
    SECTION("not to be indexed") {
        one["account"]["noindex"] = true;
        CHECK_FALSE(wanted());
    }
    SECTION("ours") {
        one["account"]["id"] = "109000000000000100";
        CHECK_FALSE(wanted());
    }
}

TEST_CASE("a Mastodon post that was edited is handed out once more", "[networks][mastodon]") {
    Instance instance;
    auto posts = json::parse(fixture_file("mastodon/ordinary"));
    auto one = json::array({posts[0]});
    instance.says(tag_path, json_answer(one.dump()));
    auto const before = instance.search();
    one[0]["edited_at"] = "2026-09-01T07:30:00.000Z";
    one[0]["content"] = "<p>other words</p>";
    instance.says(tag_path, json_answer(one.dump()));
    instance.clock.advance(61min);  // It is read again without bounds.
    SearchPage after;
    for (int i = 0; i < 4 && after.posts.empty(); ++i) after = instance.search();
    REQUIRE(before.posts.size() == 1);
    REQUIRE(after.posts.size() == 1);
    CHECK(after.posts[0].native_id == before.posts[0].native_id);
    CHECK(after.posts[0].text == "other words");
    CHECK(instance.listen().empty());
}

TEST_CASE("a boost is the boosted post, once", "[networks][mastodon]") {
    Instance instance;
    auto posts = json::parse(fixture_file("mastodon/ordinary"));
    auto boost = posts[1];
    boost["id"] = "117100000000000009";
    boost["reblog"] = posts[0];
    posts.insert(posts.begin(), boost);
    instance.says(tag_path, json_answer(posts.dump()));
    CHECK(instance.listen() == "001 002 003 ");
}

TEST_CASE("one list that is refused does not stop the others", "[networks][mastodon]") {
    Instance instance;
    instance.settings.access_token = "secret";
    instance.says(tag_path, fixture_answer("mastodon/ordinary"));
    instance.says("/api/v1/notifications",
                  json_answer(R"({"error":"This action is outside the authorized scopes"})", 403));
    CHECK(instance.search().posts.size() == 3);
    std::string skipped;
    for (int i = 0; i < 4; ++i)
        for (auto const& one : instance.search().skipped) skipped += one.where + " " + one.why + ";";
    CHECK(skipped == "mentions was refused with 403;");
}

TEST_CASE("an application's own token is said to be no person's", "[networks][mastodon]") {
    Instance instance;
    instance.settings.access_token = "secret";
    instance.settings.hashtags = {};
    instance.says("/api/v1/notifications",
                  json_answer(R"({"error":"This method requires an authenticated user"})", 422));
    try {
        instance.search();
        FAIL("it went well");
    } catch (NetworkError const& error) {
        CHECK(error.error_class == NetworkError::Class::auth);
    }
}

TEST_CASE("a query is a search with a token, and its hashtags are followed", "[networks][mastodon]") {
    Instance instance;
    auto const query = "\"great #nothing\" -#bad #goodsupport";
    instance.says(tag_path, fixture_answer("mastodon/ordinary"));
    CHECK(instance.search(query).posts.size() == 3);
    instance.settings.access_token = "secret";
    instance.says("/api/v2/search", fixture_answer("mastodon/search"));
    instance.cursor.clear();
    instance.says(tag_path, json_answer("[]"));
    CHECK(instance.search(query).posts.empty());
    CHECK(instance.search(query).posts.size() == 1);
    CHECK(instance.asked("/api/v2/search", "q") == std::string(query) + ";");
}

TEST_CASE("who did not agree to be found by search is not", "[networks][mastodon]") {
    Instance instance;
    instance.settings.access_token = "secret";
    auto found = json::parse(fixture_file("mastodon/search"));
    found["statuses"][0]["account"]["indexable"] = false;
    instance.says("/api/v2/search", json_answer(found.dump()));
    CHECK(instance.search("Lantern").posts.empty());
}

TEST_CASE("a search without a token says what it needs", "[networks][mastodon]") {
    Instance instance;
    CHECK_THROWS_WITH(instance.search("great support"), Catch::Contains("token"));
}

TEST_CASE("the wait of a Mastodon server is its reset, in ISO 8601", "[networks][mastodon]") {
    Instance instance;
    instance.says(tag_path,
                  {429,
                   R"({"error":"Too many requests"})",
                   {{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", "2026-09-01T08:03:20.146988Z"}}});
    try {
        instance.search();
        FAIL("it went well");
    } catch (NetworkError const& error) {
        CHECK(error.error_class == NetworkError::Class::rate);
        REQUIRE(error.retry_after);
        CHECK(*error.retry_after >= 200s);
        CHECK(*error.retry_after <= 201s);
    }
}

TEST_CASE("what a server streams is handed out, and deletions with it", "[networks][mastodon]") {
    Instance instance;
    instance.settings.access_token = "secret";
    instance.settings.streaming = true;
    auto about = json::parse(fixture_file("mastodon/instance_v2"));
    about["configuration"]["urls"]["streaming"] = "ws" + instance.server.address().substr(4);
    instance.says("/api/v2/instance", json_answer(about.dump()));
    instance.says(tag_path, json_answer("[]"));
    auto const status = json::parse(fixture_file("mastodon/ordinary"))[0];
    auto const events = "event: update\ndata: " + status.dump() +
                        "\n\n:thump\n\nevent: delete\ndata: " + status["id"].get<std::string>() +
                        "\n\nevent: update\ndata: [\n\n";
    instance.server.answer(
        "/api/v1/streaming/hashtag",
        {200,
         "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n" + events,
         {},
         test::HttpAnswer::Way::raw});
    instance.server.answer("/api/v1/streaming/hashtag", {200, "", {}, test::HttpAnswer::Way::hang});
    auto const listener = bot::networks::mastodon(instance.settings, instance.clock).listener;
    std::vector<std::string> posts, gone;
    for (int i = 0; i < 100'000 && gone.empty(); ++i) {
        auto const page = listener->search({}, instance.cursor);
        instance.cursor = page.cursor;
        for (auto const& post : page.posts) posts.push_back(post.native_id);
        gone.insert(gone.end(), page.gone.begin(), page.gone.end());
        instance.clock.advance(10s);
    }
    auto const uri = status["uri"].get<std::string>();
    CHECK(posts == std::vector<std::string>{uri});
    CHECK(gone == std::vector<std::string>{uri});
}

TEST_CASE("a list that keeps failing does not keep the others from being read", "[networks][mastodon]") {
    Instance instance;
    instance.settings.hashtags = {"broken", "goodsupport"};
    instance.says(tag_path, fixture_answer("mastodon/ordinary"));
    instance.says("/api/v1/timelines/tag/broken", test::html_answer("oops", 503));
    auto const listener = bot::networks::mastodon(instance.settings, instance.clock).listener;
    CHECK_THROWS_AS(listener->search({}, ""), NetworkError);
    CHECK(listener->search({}, "").posts.size() == 3);
}

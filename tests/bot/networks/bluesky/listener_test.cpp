#include "bot/networks/bluesky/listener.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "bot/base/user_error.h"
#include "tests/bot/networks/bluesky/account.h"

using namespace bot::networks;
using namespace std::chrono_literals;
using nlohmann::json;
using test::network_failure;
using test::post_view;
using Class = NetworkError::Class;

namespace {

constexpr auto search_posts = "app.bsky.feed.searchPosts";
constexpr auto notifications = "app.bsky.notification.listNotifications";

/// The clock stands at 08:00; the first search is at 08:00, later ones after it.
struct Listening : test::BlueskyAccount {
    std::unique_ptr<Listener> const listener = bluesky_listener(settings, session, clock);
    std::string cursor;

    SearchPage ask() {
        auto page = listener->search({}, cursor);
        cursor = page.cursor;
        return page;
    }
    void finds(std::vector<json> posts, std::string const& next = "") {
        server.finds("great support", {results(std::move(posts), next)});
    }
    static json results(std::vector<json> posts, std::string const& next = "") {
        json body{{"posts", posts}};
        if (!next.empty()) body["cursor"] = next;
        return body;
    }
};

json praise(std::string const& rkey, std::string const& written) {
    return post_view(rkey, "Such great support!", written);
}

std::vector<std::string> ids(SearchPage const& page) {
    std::vector<std::string> found;
    for (auto const& post : page.posts) found.push_back(post.native_id.substr(post.native_id.rfind('/') + 1));
    return found;
}
using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("listening to Bluesky starts now, and gives each post once", "[networks][bluesky]") {
    Listening bluesky;
    bluesky.finds({praise("1", "2026-09-01T07:59:00Z")});
    CHECK(bluesky.ask().posts.empty());
    bluesky.clock.advance(5min);
    bluesky.finds({praise("3", "2026-09-01T08:04:00.000Z"), praise("2", "2026-09-01T08:03:00.000Z"),
                   praise("1", "2026-09-01T07:59:00Z")});
    auto const page = bluesky.ask();
    CHECK(ids(page) == Ids{"3", "2"});
    CHECK_FALSE(page.more);
    CHECK(page.posts[0].native_id == "at://did:plc:mira/app.bsky.feed.post/3");
    CHECK(page.posts[0].url == "https://bsky.app/profile/did:plc:mira/post/3");
    CHECK(page.posts[0].author_handle == "mira.test");
    CHECK(page.posts[0].written_at == test::ManualClock::start + 4min);
    // Asked again with an overlap, in which a post appears that was indexed late.
    bluesky.finds({praise("3", "2026-09-01T08:04:00.000Z"), praise("late", "2026-09-01T08:02:30.000Z")});
    CHECK(ids(bluesky.ask()) == Ids{"late"});
    CHECK(bluesky.server.last(search_posts).param("since") == "2026-09-01T08:00:00.000Z");
    CHECK(bluesky.ask().posts.empty());
}

TEST_CASE("a search of Bluesky may reach back", "[networks][bluesky]") {
    Listening bluesky;
    auto settings = bluesky.settings;
    settings.back_fill = 2h;
    bluesky.finds({praise("2", "2026-09-01T07:00:00Z"), praise("1", "2026-09-01T05:00:00Z")});
    CHECK(ids(bluesky_listener(settings, bluesky.session, bluesky.clock)->search({}, "")) == Ids{"2"});
}

TEST_CASE("pages are followed to the last, which has a cursor too", "[networks][bluesky]") {
    Listening bluesky;
    bluesky.ask();
    bluesky.clock.advance(10min);
    bluesky.server.finds("great support", {Listening::results({praise("3", "2026-09-01T08:09:00Z")}, "1"),
                                           Listening::results({}, "2"),  // Empty, and there are more.
                                           Listening::results({praise("2", "2026-09-01T08:05:00Z")}, "3"),
                                           Listening::results({})});
    auto page = bluesky.ask();
    CHECK(ids(page) == Ids{"3"});
    CHECK(page.more);
    CHECK(bluesky.ask().more);
    CHECK(ids(bluesky.ask()) == Ids{"2"});
    // What comes in meanwhile is found by the next way, not lost.
    CHECK_FALSE(bluesky.ask().more);
    bluesky.finds({praise("4", "2026-09-01T08:09:30Z"), praise("3", "2026-09-01T08:09:00Z")});
    CHECK(ids(bluesky.ask()) == Ids{"4"});
}

TEST_CASE("a query with more pages is asked alone until it has none, but for a failure",
          "[networks][bluesky]") {
    Listening bluesky;
    bluesky.ask();
    bluesky.clock.advance(10min);
    bluesky.server.finds("great support", {Listening::results({praise("3", "2026-09-01T08:09:00Z")}, "1"),
                                           Listening::results({praise("2", "2026-09-01T08:08:00Z")}, "2"),
                                           Listening::results({praise("1", "2026-09-01T08:07:00Z")})});
    CHECK(ids(bluesky.ask()) == Ids{"3"});
    auto const asked = bluesky.server.asked(notifications);
    CHECK(ids(bluesky.ask()) == Ids{"2"});
    CHECK(bluesky.server.asked(notifications) == asked);
    bluesky.server.say_once(search_posts, test::HttpAnswer{503});
    CHECK(network_failure([&] { bluesky.ask(); }).error_class == Class::theirs);
    CHECK(ids(bluesky.ask()) == Ids{"1"});
    CHECK(bluesky.server.asked(notifications) == asked + 1);
}

TEST_CASE("a server that gives one page for ever is left", "[networks][bluesky]") {
    Listening bluesky;
    bluesky.ask();
    bluesky.server.finds("great support", {Listening::results({}, "0")});
    CHECK(bluesky.ask().more);
    CHECK_FALSE(bluesky.ask().more);
    // Older than what was asked for: the server does not look at `since`.
    bluesky.finds({praise("old", "2026-08-01T08:00:00Z")}, "1");
    CHECK_FALSE(bluesky.ask().more);
}

TEST_CASE("a query that Bluesky refuses does not stop the others", "[networks][bluesky]") {
    Listening bluesky;
    bluesky.settings.queries = {"bad", "great support"};
    auto const listener = bluesky_listener(bluesky.settings, bluesky.session, bluesky.clock);
    auto const first = listener->search({}, "");
    bluesky.clock.advance(1min);
    bluesky.finds({praise("1", "2026-09-01T08:00:30Z")});
    auto const refused = test::json_answer(R"({"error": "BadQueryString", "message": "secret words"})", 400);
    bluesky.server.say_once(search_posts, refused);
    auto const page = listener->search({}, first.cursor);
    CHECK(ids(page) == Ids{"1"});
    REQUIRE(page.skipped.size() == 1);
    CHECK(page.skipped[0].where == "the query bad");
    CHECK(page.skipped[0].why == "was refused: BadQueryString");
    // A cursor that is no longer taken ends that way; the next begins at the top.
    bluesky.server.finds("great support", {Listening::results({praise("2", "2026-09-01T08:00:50Z")}, "7")});
    auto const half = listener->search({}, page.cursor);
    CHECK(half.more);
    bluesky.server.say_once(search_posts, refused);
    CHECK_FALSE(listener->search({}, half.cursor).more);
}

TEST_CASE("an answer that breaks off in a refusal of Bluesky's ends no way through the pages",
          "[networks][bluesky]") {
    Listening bluesky;
    bluesky.ask();
    bluesky.clock.advance(30min);
    bluesky.server.finds("great support", {Listening::results({praise("2", "2026-09-01T08:29:00Z")}, "1"),
                                           Listening::results({praise("1", "2026-09-01T08:01:00Z")})});
    CHECK(ids(bluesky.ask()) == Ids{"2"});
    bluesky.server.say_once(search_posts, test::json_answer(R"({"error": "Expir)", 400));
    CHECK(network_failure([&] { bluesky.ask(); }).error_class == Class::theirs);
    CHECK(ids(bluesky.ask()) == Ids{"1"});
}

TEST_CASE("when Bluesky wants us to wait, what was found is kept", "[networks][bluesky]") {
    Listening bluesky;
    bluesky.settings.queries = {"great support", "otters"};
    auto const listener = bluesky_listener(bluesky.settings, bluesky.session, bluesky.clock);
    auto const first = listener->search({}, "");
    bluesky.server.say_once(
        search_posts, test::json_answer(Listening::results({praise("1", "2026-09-01T08:00:00Z")}).dump()));
    bluesky.server.say_once(search_posts, {429, "{}", {{"Retry-After", "30"}}});
    auto const page = listener->search({}, first.cursor);
    CHECK(ids(page) == Ids{"1"});
    CHECK(page.wait == 30s);
    bluesky.clock.advance(31s);
    CHECK(listener->search({}, page.cursor).posts.empty());
    CHECK(bluesky.server.last(search_posts).param("q") == "otters");
    bluesky.clock.advance(31s);
    bluesky.server.say_once(notifications, {429, "{}", {{"Retry-After", "30"}}});
    auto const error = network_failure([&] { listener->search({}, first.cursor); });
    CHECK(error.error_class == Class::rate);
    CHECK(error.retry_after == 30s);
}

TEST_CASE("a search of Bluesky that fails does not stop the others", "[networks][bluesky]") {
    Listening bluesky;
    bluesky.settings.queries = {"great support", "otters"};
    auto const listener = bluesky_listener(bluesky.settings, bluesky.session, bluesky.clock);
    auto const first = listener->search({}, "");
    bluesky.clock.advance(5min);
    auto const failing = GENERATE(test::HttpAnswer{503}, test::html_answer("<h1>welcome</h1>"),
                                  test::HttpAnswer{200, "half", {}, test::HttpAnswer::Way::cut});
    SECTION("those behind it come first the next time") {
        bluesky.finds({praise("1", "2026-09-01T08:01:00Z")});
        for (int i = 0; i < 2; ++i) bluesky.server.say_once(notifications, failing);
        CHECK(network_failure([&] { listener->search({}, first.cursor); }).error_class != Class::ours);
        CHECK(ids(listener->search({}, first.cursor)) == Ids{"1"});
    }
    SECTION("what was found before it is kept") {
        bluesky.server.say_once(
            search_posts,
            test::json_answer(Listening::results({praise("1", "2026-09-01T08:01:00Z")}).dump()));
        bluesky.server.say_once(search_posts, failing);
        auto const page = listener->search({}, first.cursor);
        CHECK(ids(page) == Ids{"1"});
        REQUIRE(page.skipped.size() == 1);
        CHECK(page.skipped[0].where == "the query otters");
        bluesky.finds({praise("1", "2026-09-01T08:01:00Z")});
        CHECK(listener->search({}, page.cursor).posts.empty());
    }
}

TEST_CASE("who mentions or quotes us has called us", "[networks][bluesky]") {
    Listening bluesky;
    bluesky.settings.queries.clear();
    auto const listener = bluesky_listener(bluesky.settings, bluesky.session, bluesky.clock);
    auto const first = listener->search({}, "");
    auto const notification = [](std::string const& rkey, std::string const& reason) {
        auto one = post_view(rkey, "Hello @awards", "2026-09-01T08:01:00Z");
        one["reason"] = reason;
        return one;
    };
    auto like = notification("like", "like");
    like["record"] = {{"$type", "app.bsky.feed.like"}};
    bluesky.server.notifies({{"cursor", "c"},
                             {"notifications",
                              {notification("m", "mention"), notification("q", "quote"),
                               notification("r", "reply"), like, nullptr, "x"}}});
    bluesky.clock.advance(2min);
    auto const page = listener->search({}, first.cursor);
    REQUIRE(ids(page) == Ids{"m", "q", "r"});
    CHECK(page.posts[0].summoned);
    CHECK(page.posts[1].summoned);
    CHECK_FALSE(page.posts[2].summoned);
    CHECK(bluesky.server.asked(search_posts) == 0);
}

TEST_CASE("a watch query takes the place of the configured ones", "[networks][bluesky]") {
    Listening bluesky;
    bluesky.listener->search({"\"thank you\" otter lang:en -hiring"}, "");
    CHECK(bluesky.server.asked(search_posts) == 1);
    CHECK(bluesky.server.last(search_posts).param("q") == "\"thank you\" otter");
    CHECK(bluesky.server.last(search_posts).param("lang") == "en");
    CHECK(network_failure([&] { bluesky.listener->search({"(a OR"}, ""); }).error_class == Class::ours);
    CHECK_THROWS_AS(bluesky_searches({"-hiring"}), bot::UserError);
}

TEST_CASE("a cursor of Bluesky comes back as it was, and a strange one is passed over",
          "[networks][bluesky]") {
    BlueskyCursor cursor;
    cursor.queries.at("great support") = {{bot::Time(1ms), bot::Time(2ms), bot::Time(3ms), "next", 4}};
    cursor.stream_us = 1'788'000'000'000'000;
    CHECK(cursor.recent.insert("a", bot::Time(5ms)));
    auto const read = read_cursor<BlueskyCursor>(cursor_text(cursor));
    REQUIRE(read);
    CHECK(cursor_text(*read) == cursor_text(cursor));
    CHECK(read->recent.contains("a"));
    for (auto const* strange : {"x", "[]", "{}", "{\"walks\": 1, \"given\": {}}"})
        CHECK_FALSE(read_cursor<BlueskyCursor>(strange));
    Listening bluesky;
    CHECK(bluesky.listener->search({}, "no cursor").skipped.size() == 1);
}

TEST_CASE("a cursor forgets what cannot come again", "[networks][bluesky]") {
    BlueskyCursor cursor;
    auto const now = test::ManualClock::start;
    cursor.queries.at("q").since = now;
    cursor.recent.insert("old", now - 11min);
    cursor.recent.insert("young", now - 9min);
    cursor.tidy({"q"}, 10min, now);
    CHECK(cursor.recent.insert("old", now));
    CHECK_FALSE(cursor.recent.insert("young", now));
    for (std::size_t i = 0; i < BlueskyCursor::most_recent + 10; ++i)
        cursor.recent.insert(std::to_string(i), now + std::chrono::milliseconds(i));
    cursor.tidy({"other"}, 10min, now);
    CHECK(cursor.queries.marks().empty());
    CHECK(cursor.recent.insert("0", now));
    CHECK_FALSE(cursor.recent.insert(std::to_string(BlueskyCursor::most_recent), now));
}

TEST_CASE("what Bluesky finds is filtered again", "[networks][bluesky]") {
    Listening bluesky;
    auto settings = bluesky.settings;
    settings.queries = {"\"great support\" -hiring lang:en", "(otters OR seals)"};
    auto const listener = bluesky_listener(settings, bluesky.session, bluesky.clock);
    auto const first = listener->search({}, "");
    bluesky.clock.advance(2min);
    auto dutch = praise("nl", "2026-09-01T08:01:00Z");
    dutch["record"]["langs"] = {"nl"};
    bluesky.server.finds(
        "\"great support\"",
        {Listening::results({praise("good", "2026-09-01T08:01:00Z"), dutch,
                             post_view("job", "Great support team, hiring", "2026-09-01T08:01:00Z"),
                             post_view("far", "Great! Support", "2026-09-01T08:01:00Z")})});
    bluesky.server.finds("seals",
                         {Listening::results({post_view("seal", "Seals!", "2026-09-01T08:01:00Z")})});
    CHECK(ids(listener->search({}, first.cursor)) == Ids{"good", "seal"});
}

TEST_CASE("a query that Bluesky refuses is told, and if all are refused it is a failure of ours",
          "[networks][bluesky]") {
    Listening bluesky;
    auto const refused = test::json_answer(R"({"error": "InvalidRequest", "message": "no"})", 400);
    bluesky.server.say_once(search_posts, refused);
    auto const page = bluesky.ask();
    REQUIRE(page.skipped.size() == 1);
    CHECK(page.skipped[0].where == "the query great support");
    CHECK(page.skipped[0].why == "was refused: InvalidRequest");
    bluesky.server.say_once(search_posts, refused);
    bluesky.server.say_once(notifications, refused);
    CHECK(network_failure([&] { bluesky.ask(); }).error_class == Class::ours);
    // A refusal without a name may have broken off.
    bluesky.server.say_once(notifications, test::json_answer("{\"error\": \"Inva", 400));
    CHECK(network_failure([&] { bluesky.ask(); }).error_class == Class::theirs);
}

TEST_CASE("a page is at its end once something older was met, whatever stands last", "[networks][bluesky]") {
    Listening bluesky;
    bluesky.ask();
    bluesky.clock.advance(1h);
    auto undated = praise("3", "2026-09-01T08:59:00Z");
    undated["record"].erase("createdAt");
    undated.erase("indexedAt");
    bluesky.finds({praise("1", "2026-09-01T08:30:00Z"), praise("2", "2026-08-01T08:00:00Z"), undated}, "1");
    auto const page = bluesky.ask();
    CHECK(ids(page) == Ids{"1", "3"});
    CHECK_FALSE(page.more);
}

#include "bot/networks/bluesky/stream.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "bot/networks/bluesky/event.h"
#include "bot/networks/bluesky/listener.h"
#include "tests/bot/networks/bluesky/account.h"
#include "tests/fakes/websocket_server.h"
#include "tests/tools/paths.h"

using namespace bot;
using namespace bot::networks;
using namespace std::chrono_literals;
using nlohmann::json;
using test::post_view;
using Kind = BlueskyEvent::Kind;

namespace {

constexpr std::int64_t us = 1'788'249'000'000'000;  // 07:50 of the day on which the clock stands at 08:00

std::string frame(std::string const& rkey, std::string const& text, std::int64_t at,
                  std::string const& operation = "create") {
    json commit{{"rev", "rev" + rkey},
                {"operation", operation},
                {"collection", "app.bsky.feed.post"},
                {"rkey", rkey}};
    if (operation != "delete")
        commit["record"] = {{"$type", "app.bsky.feed.post"}, {"text", text}, {"langs", {"en"}}};
    return json{{"did", "did:plc:mira"}, {"time_us", at}, {"kind", "commit"}, {"commit", commit}}.dump();
}

std::string uri(std::string const& rkey) {
    return "at://did:plc:mira/app.bsky.feed.post/" + rkey;
}

std::optional<BlueskyEvent> read(std::string const& text) {
    return BlueskyEvents().read(text);
}

struct Following : test::BlueskyAccount {
    test::WebSocketServer stream;
    WatchQuery watched;
    Following() {
        settings.jetstream = {stream.address()};
        for (auto const* rkey : {"1", "2", "3"})
            server.shows(uri(rkey), post_view(rkey, "Great support", "2026-09-01T07:50:00Z"));
    }
    /// Asks until so many posts and removals came.
    SearchPage ask(Listener& listener, std::string cursor, std::size_t things) {
        SearchPage all;
        for (int i = 0; i < 500 && all.posts.size() + all.gone.size() < things; ++i) {
            auto page = listener.search(watched, cursor);
            cursor = page.cursor;
            all.posts.insert(all.posts.end(), page.posts.begin(), page.posts.end());
            all.gone.insert(all.gone.end(), page.gone.begin(), page.gone.end());
            std::this_thread::sleep_for(10ms);  // The stream has its own threads.
        }
        all.cursor = cursor;
        return all;
    }
};

}  // namespace

TEST_CASE("events of Jetstream are read", "[networks][bluesky]") {
    std::ifstream file(test::source_folder() + "/tests/fixtures/bluesky/jetstream.jsonl");
    std::vector<BlueskyEvent> events;
    for (std::string line; std::getline(file, line);)
        if (auto event = read(line)) events.push_back(*event);
    REQUIRE(events.size() == 8);
    CHECK(events[0].kind == Kind::post);
    CHECK(events[0].uri == "at://did:plc:mira2otter/app.bsky.feed.post/3lotter22222a");
    CHECK(events[0].text == "Otter support answered on a Sunday. Wow!");
    CHECK(events[0].language == "en");
    CHECK(events[0].rev == "3lotter22222b");
    CHECK(events[0].time_us == 1'788'249'600'100'000);
    CHECK(events[1].kind == Kind::gone);
    CHECK(events[1].uri == "at://did:plc:noor/app.bsky.feed.post/3lgone");
    CHECK(events[2].kind == Kind::other);  // a like
    CHECK(events[3].kind == Kind::other);  // a new handle
    CHECK(events[4].kind == Kind::other);  // an account that came back
    CHECK(events[5].kind == Kind::account_gone);
    CHECK(events[5].did == "did:plc:leaving");
    CHECK(events[6].kind == Kind::post);  // changed
    CHECK(events[7].kind == Kind::post);  // with a record of wrong kinds
    CHECK(events[7].text.empty());
    CHECK_FALSE(events[7].language);
}

TEST_CASE("an event with half an emoji, a bad byte or a huge number is read all the same",
          "[networks][bluesky]") {
    auto const event = read(
        R"({"did": "did:plc:a", "time_us": 7, "kind": "commit", "commit": {"collection": "app.bsky.feed.post",
        "rkey": "1", "operation": "create", "record": {"text": "great \ud83d support )"
        "\xF0\x9F"
        R"(", "langs": ["en"], "size": 123456789012345678901234567890}}})");
    REQUIRE(event);
    CHECK(event->text == "great \uFFFD support \uFFFD");
    CHECK(event->language == "en");
    CHECK(event->time_us == 7);
}

TEST_CASE("what is no event is passed over", "[networks][bluesky]") {
    for (auto const* text :
         {"", "null", "[]", "{", "{\"did\": \"did:plc:a\"}", "{\"did\": 1, \"time_us\": 1}", "\xff",
          "{\"did\": \"did:plc:a\", \"time_us\": \"1\"}", "{\"did\": \"did:plc:a\", \"time_us\": -1}"})
        CHECK_FALSE(read(text));
    CHECK(
        read(
            R"({"did": "did:plc:a/b", "time_us": 1, "kind": "commit", "commit": {"collection": "app.bsky.feed.post", "rkey": "1", "operation": "create"}})")
            ->kind == Kind::other);
}

TEST_CASE("what fits in the stream is read again and given", "[networks][bluesky]") {
    Following bluesky;
    bluesky.stream.greet({frame("1", "great support", us), frame("x", "great weather", us + 1),
                          frame("2", "Great SUPPORT!", us + 2), frame("1", "great support", us), "garbage",
                          frame("hidden", "great support, says the frame", us + 3),
                          frame("old", "", us + 4, "delete")});
    auto const listener = bluesky_stream_listener(bluesky.settings, bluesky.session, bluesky.clock);
    auto const page = bluesky.ask(*listener, "", 3);
    REQUIRE(page.posts.size() == 2);
    CHECK(page.posts[0].native_id == uri("1"));
    CHECK(page.posts[0].author_handle == "mira.test");
    CHECK(page.gone == std::vector<std::string>{uri("old")});
    CHECK(read_cursor<BlueskyCursor>(page.cursor)->stream_us == us + 4);
    CHECK(bluesky.stream.asked()[0] == "/subscribe?wantedCollections=app.bsky.feed.post");
}

TEST_CASE("the stream goes on a little before where it was", "[networks][bluesky]") {
    Following bluesky;
    bluesky.stream.greet({frame("1", "great support", us)});
    bluesky.stream.greet({frame("1", "great support", us), frame("2", "great support", us + 1)}, true);
    bluesky.stream.greet({frame("2", "great support", us + 1), frame("3", "great support", us + 2)});
    std::string cursor;
    {
        auto const listener = bluesky_stream_listener(bluesky.settings, bluesky.session, bluesky.clock);
        auto const page = bluesky.ask(*listener, "", 1);
        REQUIRE(page.posts.size() == 1);
        cursor = page.cursor;
    }
    auto const listener = bluesky_stream_listener(bluesky.settings, bluesky.session, bluesky.clock);
    auto const page = bluesky.ask(*listener, cursor, 2);
    REQUIRE(page.posts.size() == 2);  // Each once, over a restart and a connection that was lost.
    CHECK(page.posts[0].native_id == uri("2"));
    CHECK(page.posts[1].native_id == uri("3"));
    auto const asked = bluesky.stream.asked();
    REQUIRE(asked.size() >= 3);
    CHECK(asked[1].ends_with("&cursor=" + std::to_string(us - 5'000'000)));
    CHECK(asked[2].ends_with("&cursor=" + std::to_string(us + 1 - 5'000'000)));
}

TEST_CASE("a stream of what are no events is in trouble until one comes", "[networks][bluesky]") {
    test::WebSocketServer server;
    server.greet({"<html>", "garbage"});
    BlueskyStream const stream({{server.address()}, "SupportAwards/test"}, std::nullopt,
                               [](BlueskyEvent const&) { return true; });
    REQUIRE(server.wait_for_connections(1));
    std::optional<std::string> why;
    while (!why) why = stream.trouble(0ms);
    CHECK(*why == server.address() + ": what comes is no event");
    CHECK_FALSE(stream.trouble(1h));
    server.send(frame("1", "great support", us));
    while (stream.trouble(0ms)) continue;
    CHECK(stream.peek(10, us).events.size() == 1);
}

TEST_CASE("a page that was not stored is given again", "[networks][bluesky]") {
    Following bluesky;
    bluesky.stream.greet({frame("1", "great support", us)});
    auto const listener = bluesky_stream_listener(bluesky.settings, bluesky.session, bluesky.clock);
    CHECK(bluesky.ask(*listener, "", 1).posts.size() == 1);
    CHECK(bluesky.ask(*listener, "", 1).posts.size() == 1);
}

TEST_CASE("a post that the app view may not show yet waits", "[networks][bluesky]") {
    Following bluesky;
    auto const young = std::chrono::microseconds((test::ManualClock::start - 3s).time_since_epoch()).count();
    bluesky.stream.greet({frame("1", "great support", us), frame("2", "great support", young)});
    auto const listener = bluesky_stream_listener(bluesky.settings, bluesky.session, bluesky.clock);
    auto const first = bluesky.ask(*listener, "", 1);
    CHECK(listener->search({}, first.cursor).posts.empty());
    bluesky.clock.advance(8s);
    CHECK(bluesky.ask(*listener, first.cursor, 1).posts.size() == 1);
}

TEST_CASE("the stream is everything, so it is not opened before something is watched for",
          "[networks][bluesky]") {
    Following bluesky;
    bluesky.settings.queries.clear();
    bluesky.stream.greet({frame("1", "great support", us), frame("2", "nice weather", us + 1)});
    auto const listener = bluesky_stream_listener(bluesky.settings, bluesky.session, bluesky.clock);
    auto const nothing = listener->search({}, "");
    CHECK(nothing.posts.empty());
    CHECK(bluesky.stream.asked().empty());
    bluesky.watched.queries = {watch::parse("\"great support\"")};
    auto const page = bluesky.ask(*listener, nothing.cursor, 1);
    REQUIRE(page.posts.size() == 1);
    CHECK(page.posts[0].native_id == uri("1"));
}

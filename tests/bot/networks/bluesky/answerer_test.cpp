#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "bot/networks/bluesky/post.h"
#include "tests/bot/networks/bluesky/account.h"

using namespace bot::networks;
using namespace std::chrono_literals;
using nlohmann::json;
using test::network_failure;
using test::post_view;
using Class = NetworkError::Class;
using State = Parent::State;

namespace {

constexpr auto parent_uri = "at://did:plc:mira/app.bsky.feed.post/1";
constexpr auto put_record = "com.atproto.repo.putRecord";

struct Answering : test::BlueskyAccount {
    std::unique_ptr<Answerer> const answerer = bluesky_answerer(session, clock);
    Answering() { server.shows(parent_uri, post_view("1", "Great support!", "2026-09-01T07:00:00Z")); }

    Composed compose(std::string const& words = "Thank you! https://awards.example/n/abc") {
        return bluesky_reply(words, answerer->look(parent_uri), "key", clock.now());
    }
};

json record_in(Composed const& reply) {
    return json::parse(reply.request)["body"]["record"];
}

}  // namespace

TEST_CASE("a post at Bluesky is looked at again before it is answered", "[networks][bluesky]") {
    Answering bluesky;
    auto& answerer = bluesky.answerer;
    CHECK(answerer->look(parent_uri).state == State::there);
    CHECK(answerer->look(parent_uri).text == "Great support!");
    auto view = post_view("1", "Great support!", "2026-09-01T07:00:00Z");
    view["viewer"]["replyDisabled"] = true;
    bluesky.server.shows(parent_uri, view);
    CHECK(answerer->look(parent_uri).state == State::locked);
    view["author"]["viewer"]["blockedBy"] = true;
    bluesky.server.shows(parent_uri, view);
    CHECK(answerer->look(parent_uri).state == State::blocked_us);
    bluesky.server.shows(parent_uri, nullptr);
    CHECK(answerer->look(parent_uri).state == State::gone);
    bluesky.server.shows_thread(parent_uri, {{"$type", "app.bsky.feed.defs#blockedPost"}, {"blocked", true}});
    CHECK(answerer->look(parent_uri).state == State::blocked_us);
    bluesky.server.shows_thread(parent_uri,
                                {{"$type", "app.bsky.feed.defs#notFoundPost"}, {"notFound", true}});
    CHECK(answerer->look(parent_uri).state == State::gone);
    bluesky.server.shows_thread(parent_uri,
                                {{"$type", "app.bsky.feed.defs#threadViewPost"},
                                 {"post", post_view("1", "Indexed just now", "2026-09-01T07:00:00Z")}});
    CHECK(answerer->look(parent_uri).text == "Indexed just now");
    bluesky.server.shows_thread(parent_uri, {{"$type", "app.bsky.feed.defs#new"}});
    CHECK_THROWS_AS(answerer->look(parent_uri), NetworkError);
    CHECK(answerer->look("https://example.org/1").state == State::gone);
}

TEST_CASE("a reply to a post begins its thread, one to a reply goes on with it", "[networks][bluesky]") {
    Answering bluesky;
    auto record = record_in(bluesky.compose());
    CHECK(record["reply"]["root"] == json{{"uri", parent_uri}, {"cid", "bafy1"}});
    CHECK(record["reply"]["parent"] == json{{"uri", parent_uri}, {"cid", "bafy1"}});
    CHECK(record["createdAt"] == "2026-09-01T08:00:00.000Z");
    CHECK(record["langs"] == json{"en"});
    auto view = post_view("1", "Great support!", "2026-09-01T07:00:00Z");
    json const root{{"uri", "at://did:plc:ada/app.bsky.feed.post/0"}, {"cid", "bafy0"}};
    view["record"]["reply"] = {{"root", root}, {"parent", root}};
    bluesky.server.shows(parent_uri, view);
    CHECK(record_in(bluesky.compose())["reply"]["root"] == root);
    CHECK(record_in(bluesky.compose())["reply"]["parent"]["cid"] == "bafy1");
}

TEST_CASE("links and the author's name become facets", "[networks][bluesky]") {
    Answering bluesky;
    auto const reply = bluesky.compose("Thanks @mira.test and @ben.test! https://awards.example/n/abc");
    CHECK(reply.valid());
    CHECK(reply.limit == 300);
    auto const facets = record_in(reply)["facets"];
    REQUIRE(facets.size() == 2);
    CHECK(facets[0]["features"][0]["did"] == "did:plc:mira");
    CHECK(facets[1]["features"][0]["uri"] == "https://awards.example/n/abc");
    CHECK_FALSE(bluesky.compose(std::string(301, 'x')).valid());
}

TEST_CASE("a reply is written under its own key, and only once", "[networks][bluesky]") {
    Answering bluesky;
    auto const reply = bluesky.compose();
    CHECK_FALSE(bluesky.answerer->find(reply));
    auto const sent = bluesky.answerer->send(reply);
    CHECK(sent.native_id.starts_with("at://did:plc:awards/app.bsky.feed.post/"));
    CHECK(sent.url == "https://bsky.app/profile/did:plc:awards/post/" +
                          sent.native_id.substr(sent.native_id.rfind('/') + 1));
    auto const found = bluesky.answerer->find(reply);
    REQUIRE(found);
    CHECK(found->native_id == sent.native_id);
    CHECK(found->words == "Thank you! https://awards.example/n/abc");
    bluesky.server.expire_access();
    CHECK(bluesky.answerer->send(reply).native_id == sent.native_id);
    CHECK(bluesky.server.records().size() == 1);
    CHECK(json::parse(bluesky.server.last(put_record).body)["swapRecord"].is_null());
    CHECK(bluesky.answerer->honours_idempotency());
}

TEST_CASE("when the outcome is unknown it is said", "[networks][bluesky]") {
    Answering bluesky;
    auto const reply = bluesky.compose();
    auto const answer =
        GENERATE(test::HttpAnswer{500}, test::HttpAnswer{502, "<html>"}, test::HttpAnswer{200, "<html>"},
                 test::HttpAnswer{200, R"({"uri": "at://did:plc:other/app.bsky.feed.post/1"})"},
                 test::HttpAnswer{200, "{}", {}, test::HttpAnswer::Way::cut});
    bluesky.server.say_once(put_record, answer);
    CHECK(network_failure([&] { bluesky.answerer->send(reply); }).maybe_sent);
}

TEST_CASE("a reply that was refused was not sent", "[networks][bluesky]") {
    Answering bluesky;
    auto const reply = bluesky.compose();
    bluesky.server.say_once(
        put_record, test::json_answer(R"({"error": "InvalidRequest", "message": "words of the post"})", 400));
    auto const error = network_failure([&] { bluesky.answerer->send(reply); });
    CHECK(error.error_class == Class::ours);
    CHECK_FALSE(error.maybe_sent);
    CHECK(std::string(error.what()).find("words") == std::string::npos);
    bluesky.server.say_once(put_record, {429});
    CHECK_FALSE(network_failure([&] { bluesky.answerer->send(reply); }).maybe_sent);
    auto damaged = reply;
    damaged.request = "{}";
    CHECK(network_failure([&] { bluesky.answerer->send(damaged); }).error_class == Class::ours);
}

TEST_CASE("only a record that is surely absent is taken for absent", "[networks][bluesky]") {
    Answering bluesky;
    auto const reply = bluesky.compose();
    constexpr auto get_record = "com.atproto.repo.getRecord";
    bluesky.server.say_once(
        get_record, test::json_answer(
                        R"({"error": "InvalidRequest", "message": "Could not locate record: at://x"})", 400));
    CHECK_FALSE(bluesky.answerer->find(reply));
    auto const answer =
        GENERATE(test::HttpAnswer{500}, test::HttpAnswer{404, "<html>"}, test::HttpAnswer{200, "{}"},
                 test::HttpAnswer{200, "<html>"},
                 test::HttpAnswer{400, R"({"error": "InvalidRequest", "message": "Error: Invalid repo"})"});
    bluesky.server.say_once(get_record, answer);
    CHECK_THROWS_AS(bluesky.answerer->find(reply), NetworkError);
}

TEST_CASE("a record key tells the time and the reply", "[networks][bluesky]") {
    auto const now = test::ManualClock::start;
    auto const tid = bluesky_tid(now, "a");
    CHECK(tid.size() == 13);
    CHECK(tid.find_first_not_of("234567abcdefghijklmnopqrstuvwxyz") == std::string::npos);
    CHECK(tid == bluesky_tid(now, "a"));
    CHECK(tid != bluesky_tid(now, "b"));
    CHECK(tid < bluesky_tid(now + 1ms, "a"));
    CHECK(bluesky_tid(bot::Time(0ms), "a").starts_with("2222222"));
    // The specification's example 3jzfcijpj2z2a is of this moment.
    CHECK(bluesky_tid(bot::Time(std::chrono::milliseconds(1'688'137'381'887)), "a").starts_with("3jzfcijp"));
}

TEST_CASE("our profile says whether it is a bot's", "[networks][bluesky]") {
    test::BlueskyAccount bluesky;
    auto const account = bluesky_account(bluesky.session);
    CHECK(account->look()->handle == "awards.example");
    CHECK_FALSE(account->look()->labelled);
    constexpr auto get_record = "com.atproto.repo.getRecord";
    bluesky.server.say_once(get_record,
                            test::json_answer(R"({"value": {"labels": {"values": [{"val": "nudity"}]}}})"));
    CHECK_FALSE(account->look()->labelled);
    bluesky.server.say_once(get_record,
                            test::json_answer(R"({"value": {"labels": {"values": [{"val": "bot"}]}}})"));
    CHECK(account->look()->labelled);
    CHECK(bluesky.server.last(get_record).param("collection") == "app.bsky.actor.profile");
    bluesky.server.say_once(get_record, {503});
    CHECK_THROWS_AS(account->look(), NetworkError);
}

TEST_CASE("what stands below a post at Bluesky is looked at if there is something", "[networks][bluesky]") {
    Answering bluesky;
    CHECK(bluesky.answerer->look(parent_uri).below.empty());
    CHECK(bluesky.server.asked("app.bsky.feed.getPostThread") == 0);
    auto view = post_view("1", "Great support!", "2026-09-01T07:00:00Z");
    view["replyCount"] = 2;
    bluesky.server.shows(parent_uri, view);
    CHECK(bluesky.answerer->look(parent_uri).below.empty());
    auto const node = [](json post, json replies) {
        return json{{"$type", "app.bsky.feed.defs#threadViewPost"}, {"post", post}, {"replies", replies}};
    };
    auto const deeper = node(post_view("3", "It broke again", "2026-09-01T07:20:00Z"), json::array());
    auto const answer =
        node(post_view("2", "Glad to hear!", "2026-09-01T07:10:00Z", "did:plc:otter"), json::array({deeper}));
    json const blocked{{"$type", "app.bsky.feed.defs#blockedPost"}, {"blocked", true}};
    bluesky.server.shows_thread(parent_uri, node(view, json::array({blocked, answer})));
    auto const below = bluesky.answerer->look(parent_uri).below;
    REQUIRE(below.size() == 2);
    CHECK(below[0].author_id == "did:plc:otter");
    CHECK(below[1].author_id == "did:plc:mira");
    CHECK(below[1].text == "It broke again");
    CHECK(bluesky.server.last("app.bsky.feed.getPostThread").param("depth") == "2");
}

TEST_CASE("a page of Bluesky is understood as its post", "[networks][bluesky]") {
    Answering bluesky;
    auto const id = [&](std::string const& named) { return bluesky.answerer->native_id_of(named); };
    CHECK(id("https://bsky.app/profile/did:plc:mira/post/1") == parent_uri);
    CHECK(id(parent_uri) == parent_uri);
    CHECK(id("https://bsky.app/profile/did:plc:mira/post/..") ==
          "https://bsky.app/profile/did:plc:mira/post/..");
    bluesky.server.say_once("com.atproto.identity.resolveHandle", {200, R"({"did": "did:plc:mira"})"});
    CHECK(id("https://bsky.app/profile/mira.test/post/1") == parent_uri);
}

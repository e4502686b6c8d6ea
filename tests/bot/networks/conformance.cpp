// What every network must do, whatever its server does. To take part: one line in connectors().

#include "tests/bot/networks/conformance.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/bot/networks/conformance_stage.h"

namespace test {

std::vector<Connector> const& connectors() {
    static std::vector<Connector> const all{
        bluesky_connector(),  hackernews_connector(), rss_connector(), reddit_connector(),
        mastodon_connector(), lemmy_connector(),      x_connector(),
    };
    return all;
}

}  // namespace test

using namespace std::chrono_literals;
using test::ConformanceStage;
using test::HttpAnswer;
using Class = bot::networks::NetworkError::Class;
using State = bot::networks::Parent::State;
using Way = HttpAnswer::Way;

#define EVERY_NETWORK                                                \
    auto const connector = GENERATE(from_range(test::connectors())); \
    INFO(connector.name)

TEST_CASE("a network gives what is there, as plain text", "[networks][conformance]") {
    EVERY_NETWORK;
    ConformanceStage stage(connector);
    stage.search_gives(stage.answer("ordinary"));
    auto const posts = stage.listen();
    CHECK(stage.ids(posts) == connector.ordinary);
    for (auto const& post : posts) CHECK(test::fault_of(post).value_or("") == "");
    for (auto const& asked : stage.server.asked())
        CHECK(asked.headers.at("user-agent") == "SupportAwards/9 (+https://awards.example)");
}

TEST_CASE("a network with nothing new gives nothing and goes on", "[networks][conformance]") {
    EVERY_NETWORK;
    ConformanceStage stage(connector);
    stage.search_gives(stage.answer("empty"));
    CHECK(stage.listen().empty());
    stage.clock.advance(24h);
    stage.search_gives(stage.answer("ordinary"));
    CHECK_NOTHROW(stage.listen());
}

TEST_CASE("a network's pages are read to the last one, each post once", "[networks][conformance]") {
    EVERY_NETWORK;
    if (connector.paged.empty()) return;
    ConformanceStage stage(connector);
    stage.server.answer(connector.search_path, stage.answer("first_page"));
    stage.server.answer(connector.search_path, stage.answer("last_page"));
    CHECK(stage.ids(stage.listen()) == connector.paged);
}

TEST_CASE("what a network gives again is no second find", "[networks][conformance]") {
    EVERY_NETWORK;
    ConformanceStage stage(connector);
    stage.search_gives(stage.answer("ordinary"));
    CHECK_FALSE(stage.listen().empty());
    for (auto const later : {1min, 60min, 24 * 60min}) {
        stage.clock.advance(later);
        CHECK(stage.listen().empty());
    }
}

TEST_CASE("a network that says slower is left alone for so long", "[networks][conformance]") {
    EVERY_NETWORK;
    ConformanceStage stage(connector);
    stage.search_gives(
        {429, "<html>slow down</html>", {{"Content-Type", "text/html"}, {"Retry-After", "120"}}});
    auto const first = stage.failure();
    CHECK(first.error_class == Class::rate);
    CHECK(first.retry_after == 120s);
    auto const asked = stage.server.asked().size();
    stage.clock.advance(119s);
    CHECK(stage.failure().error_class == Class::rate);
    CHECK(stage.server.asked().size() == asked);
    stage.clock.advance(1s);
    stage.search_gives(stage.answer("ordinary"));
    CHECK(stage.ids(stage.listen()) == connector.ordinary);
}

TEST_CASE("a token that is no good any more is renewed or reported", "[networks][conformance]") {
    EVERY_NETWORK;
    ConformanceStage stage(connector);
    stage.search_gives(stage.answer("refused", connector.refused_status));
    if (connector.renews) stage.server.answer(connector.search_path, stage.answer("ordinary"));
    if (connector.renews)
        CHECK(stage.ids(stage.listen()) == connector.ordinary);
    else
        CHECK(stage.failure().error_class == Class::auth);
}

TEST_CASE("a token that stays refused is reported, without an endless renewal", "[networks][conformance]") {
    EVERY_NETWORK;
    ConformanceStage stage(connector);
    stage.search_gives(stage.answer("refused", connector.refused_status));
    CHECK(stage.failure().error_class == Class::auth);
    CHECK(stage.searches() <= 2);
}

TEST_CASE("an answer that cannot be read is their failure, and nothing of it is taken",
          "[networks][conformance]") {
    EVERY_NETWORK;
    ConformanceStage stage(connector);
    auto const whole = stage.bytes("ordinary");
    HttpAnswer bad = stage.answer("ordinary");
    SECTION("malformed") {
        // Feeds are read with such a fault in them, but not if they are nothing else.
        if (connector.ending == ".xml") bad.body.clear();
        bad.body.insert(bad.body.size() / 2, "\x01<\"{");
    }
    SECTION("truncated") {
        bad.body.resize(whole.size() / 2);
    }
    SECTION("nothing") {
        bad.body.clear();
    }
    SECTION("null") {
        bad.body = "null";
    }
    SECTION("a list") {
        bad.body = "[[]]";
    }
    SECTION("a page in front of the server") {
        bad = test::html_answer(
            "<!DOCTYPE html><html><head><title>Just a moment</title></head><body><p>Checking"
            "<br>your browser</p></body></html>");
    }
    stage.search_gives(bad);
    CHECK(stage.failure().error_class == Class::theirs);
    stage.clock.advance(1h);
    stage.search_gives(stage.answer("ordinary"));
    CHECK(stage.ids(stage.listen()) == connector.ordinary);
}

TEST_CASE("a broken server is their failure", "[networks][conformance]") {
    EVERY_NETWORK;
    auto const status = GENERATE(500, 502, 503, 520);
    ConformanceStage stage(connector);
    stage.search_gives(test::html_answer("<html><body>oops</body></html>", status));
    CHECK(stage.failure().error_class == Class::theirs);
}

TEST_CASE("a connection that fails is the network's failure", "[networks][conformance]") {
    EVERY_NETWORK;
    auto const way = GENERATE(Way::hang, Way::drip, Way::reset, Way::cut);
    bool const slow = way == Way::hang || way == Way::drip;
    ConformanceStage stage(connector, slow ? 300ms : 20'000ms);
    auto answer = stage.answer("ordinary");
    answer.way = way;
    stage.search_gives(answer);
    auto const failure = stage.failure();
    CHECK(failure.error_class == Class::network);
    CHECK_FALSE(failure.maybe_sent);
}

TEST_CASE("a redirect to another host gets no credentials", "[networks][conformance]") {
    EVERY_NETWORK;
    test::HttpServer other;
    ConformanceStage stage(connector);
    other.answer(stage.answer("ordinary"));
    stage.search_gives({302, "", {{"Location", other.address() + connector.search_path}}});
    if (connector.follows_redirects)
        CHECK(stage.ids(stage.listen()) == connector.ordinary);
    else
        CHECK(stage.failure().error_class == Class::theirs);
    for (auto const& asked : other.asked()) {
        CHECK(connector.follows_redirects);
        CHECK(asked.headers.count("authorization") + asked.headers.count("cookie") == 0);
        CHECK(asked.target.find("secret") == std::string::npos);
    }
}

TEST_CASE("a cursor that cannot be read is no end", "[networks][conformance]") {
    EVERY_NETWORK;
    auto const* const cursor =
        GENERATE("x", "{}", "[]", "null", "7", "{\"seen\": 3, \"since\": {}, \"start\": \"x\"}", "\xFF\xFE",
                 "{\"start\": -5, \"since\": 1e400, \"newest\": 99999999999999}");
    ConformanceStage stage(connector);
    stage.search_gives(stage.answer("ordinary"));
    stage.cursor = cursor;
    CHECK(stage.ids(stage.listen()) == connector.ordinary);
}

TEST_CASE("a post that is answered is looked at again", "[networks][conformance]") {
    EVERY_NETWORK;
    if (connector.parent.empty()) return;
    ConformanceStage stage(connector);
    stage.search_gives(stage.answer("ordinary"));
    std::string words;
    for (auto const& post : stage.listen())
        if (post.native_id == connector.parent) words = post.text;
    REQUIRE_FALSE(words.empty());
    auto& answerer = *stage.network.answerer;
    auto const look = [&](std::string const& fixture, int status) {
        stage.server.forget(connector.look_path);
        stage.server.answer(connector.look_path, stage.answer(fixture, status));
        stage.clock.advance(1min);
        return answerer.look(connector.parent);
    };
    auto const there = look("parent", 200);
    CHECK(there.state == State::there);
    CHECK(there.native_id == connector.parent);
    CHECK(there.text == words);
    CHECK(look("deleted_parent", 200).state == State::gone);
    CHECK(look("missing_parent", connector.missing_status).state == State::gone);
}

TEST_CASE("only a post that is surely gone is told as gone", "[networks][conformance]") {
    EVERY_NETWORK;
    if (connector.parent.empty()) return;
    ConformanceStage stage(connector);
    stage.search_gives(stage.answer("ordinary"));
    stage.listen();
    // Anything may stand between us and the server, and answer 200 in its place.
    auto half = stage.answer("parent");
    half.body.resize(half.body.size() / 2);
    for (auto const& answer :
         {test::html_answer("<h1>We are being repaired</h1>"), test::json_answer("{}"), half}) {
        stage.server.forget(connector.look_path);
        stage.server.answer(connector.look_path, answer);
        stage.clock.advance(1min);
        INFO(answer.body);
        CHECK_THROWS_AS(stage.network.answerer->look(connector.parent), bot::networks::NetworkError);
    }
}

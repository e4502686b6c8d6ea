#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/bot/networks/mastodon/answering_instance.h"

using namespace std::chrono_literals;
using namespace test::mastodon;
using bot::networks::NetworkError;
using nlohmann::json;
using test::fixture_answer;
using test::fixture_file;
using test::json_answer;
using Class = NetworkError::Class;
using State = bot::networks::Parent::State;

// Whom a post lets answer, what a refusal means, and how a post is found and opened by people.

TEST_CASE("what the post takes no answer for is not blamed on our account", "[networks][mastodon]") {
    Instance instance;
    auto const refused = [&](int status, std::string const& says) -> std::optional<State> {
        instance.says("/api/v1/statuses", json_answer(json{{"error", says}}.dump(), status));
        instance.clock.advance(1min);
        try {
            instance.answerer->send(instance.composed());
        } catch (bot::networks::ReplyRefused const& refusal) {
            CHECK_FALSE(refusal.maybe_sent);
            return refusal.state;
        } catch (NetworkError const& error) {
            CHECK(error.error_class == (status == 422 ? Class::ours : Class::auth));
            return std::nullopt;
        }
        throw std::logic_error("it was sent");
    };
    CHECK(refused(403, "Forbidden: you do not have permission to reply to this status") == State::locked);
    CHECK(refused(403, "This action is not allowed") == State::locked);
    CHECK(refused(404, "The post you are trying to reply to does not appear to exist.") == State::gone);
    CHECK(refused(410, "Gone") == State::gone);
    CHECK_FALSE(refused(403, "This action is outside the authorized scopes"));
    CHECK_FALSE(refused(403, "Your login is currently disabled"));
    CHECK_FALSE(refused(401, "The access token is invalid"));
    CHECK_FALSE(refused(422, "Validation failed: Text can't be blank"));
}

TEST_CASE("who may answer is whom the author lets, and that need not be us", "[networks][mastodon]") {
    Instance instance;
    auto parent = json::parse(fixture_file("mastodon/parent"));
    auto const look = [&](json const& who) {
        parent["interaction_policy"] = {{"can_reply", {{"always", who}, {"with_approval", json::array()}}}};
        instance.says(status_path, json_answer(parent.dump()));
        return instance.answerer->look(uri).state;
    };
    CHECK(look({"public"}) == State::there);
    CHECK(look({"author", "mentioned"}) == State::locked);
    CHECK(look({"author", "followers"}) == State::there);  // Nobody tells whether we follow.
    instance.says("/api/v1/accounts/relationships", json_answer(R"([{"id":"1","following":false}])"));
    CHECK(look({"author", "followers"}) == State::locked);
    parent["mentions"] = json::array({{{"acct", "carol"}}});
    CHECK(look({"author", "mentioned"}) == State::locked);
    auto const us = json::parse(fixture_file("mastodon/account"))["acct"];
    parent["mentions"] = json::array({{{"acct", us}}});
    CHECK(look({"author", "mentioned"}) == State::there);
    instance.says("/api/v1/accounts/relationships", json_answer(R"([{"id":"1","following":true}])"));
    CHECK(look({"author", "followers"}) == State::there);
    CHECK(look({"author", "mutuals"}) == State::locked);
}

TEST_CASE("a post that only some may see is locked", "[networks][mastodon]") {
    Instance instance;
    instance.says(status_path, json_answer(R"({"error":"This action is not allowed"})", 403));
    CHECK(instance.answerer->look(uri).state == State::locked);
    instance.says(status_path,
                  json_answer(R"({"error":"This action is outside the authorized scopes"})", 403));
    CHECK_THROWS_AS(instance.answerer->look(uri), NetworkError);
}

TEST_CASE("a page's address is understood as its post", "[networks][mastodon]") {
    Instance instance;
    auto const url = json::parse(fixture_file("mastodon/parent"))["url"].get<std::string>();
    CHECK(url != uri);
    CHECK(instance.answerer->native_id_of(url) == uri);
    CHECK(instance.answerer->native_id_of(uri) == uri);
    SECTION("also on our own server, where another's post has a page") {
        instance.says("/api/v2/search", json_answer(R"({"statuses":[]})"));
        CHECK(instance.answerer->native_id_of(instance.server.address() +
                                              "/@bert@brook.example/117100000000000003") == uri);
    }
    CHECK(instance.answerer->native_id_of("https://elsewhere.example/@a/1") ==
          "https://elsewhere.example/@a/1");
}

TEST_CASE("a server that is reached by http knows its own posts by https", "[networks][mastodon]") {
    Instance instance;
    instance.says("/api/v2/instance", test::html_answer("", 404));
    instance.says("/api/v1/instance", fixture_answer("mastodon/instance_v1"));
    instance.says("/api/v2/search", json_answer(R"({"statuses":[]})"));
    auto const domain = json::parse(fixture_file("mastodon/instance_v1"))["uri"].get<std::string>();
    auto own = json::parse(fixture_file("mastodon/parent"));
    own["uri"] = "https://" + domain + "/users/bert/statuses/117100000000000003";
    instance.says(status_path, json_answer(own.dump()));
    CHECK(instance.answerer->look(own["uri"].get<std::string>()).state == State::there);
}

TEST_CASE("by hand the post itself is opened, and its author is named", "[networks][mastodon]") {
    Instance instance;
    auto const network = bot::networks::mastodon(instance.settings, instance.clock);
    bot::networks::ByHandParent const parent{uri, "https://brook.example/@bert/3", "bert@brook.example"};
    auto hand = network.by_hand(parent, "Thank you");
    CHECK(hand.words == "@bert@brook.example Thank you");
    CHECK(hand.address == parent.url);  // Nobody knows yet what our server is.
    CHECK(network.longest_reply() == 500);
    network.answerer->look(uri);
    hand = network.by_hand(parent, "Thank you");
    CHECK(hand.address ==
          instance.server.address() +
              "/authorize_interaction?uri=https%3A%2F%2Fbrook.example%2Fusers%2Fbert%2Fstatuses%"
              "2F117100000000000003");
    CHECK(network.longest_reply() == 640);
}

TEST_CASE("an instance out there cannot name a streaming server in our own network", "[networks][mastodon]") {
    Instance instance;
    instance.settings.access_token = "secret";
    instance.settings.streaming = true;
    auto const own = instance.server.address();
    auto const allowed = [&](std::string const& streaming) {
        return bot::networks::may_stream_privately(instance.settings, instance.settings.instance, streaming);
    };
    CHECK(allowed(own));  // It is here itself.
    instance.settings.instance = "https://meadow.example";
    CHECK_FALSE(allowed(own));
    CHECK_FALSE(allowed("http://localhost:4000"));
    CHECK(allowed("https://meadow.example"));
    CHECK_FALSE(bot::networks::may_stream_privately(instance.settings, "https://other.example",
                                                    "https://meadow.example"));
    instance.settings.private_addresses = true;
    CHECK(allowed(own));
}

TEST_CASE("a round of a watch list costs a call a place at our pace", "[networks][mastodon]") {
    Instance instance;
    instance.settings.access_token = "";
    instance.settings.hashtags = {"#goodsupport"};
    bot::networks::WatchQuery watched;
    watched.tags = {"a", "b", "goodsupport"};
    auto const listener = bot::networks::mastodon(instance.settings, instance.clock).listener;
    auto const cost = listener->round_cost(watched);
    REQUIRE(cost);
    CHECK(cost->calls == 3);
    CHECK(cost->takes == 3 * instance.settings.rate.every);
    CHECK(instance.server.asked().empty());
}

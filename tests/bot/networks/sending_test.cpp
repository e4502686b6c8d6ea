#include <catch2/catch.hpp>

#include "bot/networks/descriptor.h"
#include "bot/networks/networks.h"
#include "tests/bot/networks/conformance_stage.h"

using bot::networks::Composed;
using bot::networks::NetworkError;
using Class = NetworkError::Class;

namespace {

NetworkError failure(bot::networks::Answerer& answerer, std::string const& request) {
    Composed reply;
    reply.request = request;
    reply.idempotency_key = "key";
    try {
        (void)answerer.send(reply);
    } catch (NetworkError const& error) {
        return error;
    }
    throw std::logic_error("it was sent");
}

/// What answers the post of that id on a network, as it is kept from its approval to its sending.
std::string stored(std::string const& network, std::string const& parent) {
    return bot::networks::find_descriptor(network)->composer.preview("Thank you!", parent);
}

std::size_t changes(test::HttpServer const& server) {
    std::size_t many = 0;
    for (auto const& asked : server.asked())
        many += asked.method != "GET" && asked.path().find("ession") == std::string::npos &&
                asked.path().find("login") == std::string::npos;
    return many;
}

}  // namespace

TEST_CASE("a stored call that is no reply is not made", "[networks]") {
    auto const connector = GENERATE(test::bluesky_connector(), test::mastodon_connector(),
                                    test::lemmy_connector(), test::x_connector());
    INFO(connector.name);
    test::ConformanceStage stage(connector);
    for (auto const& request :
         {std::string(), std::string("{}"), std::string("POST /somewhere\n\n{}"),
          // A reply, but to another network.
          stored(connector.name == "lemmy" ? "x" : "lemmy", connector.name == "lemmy" ? "205" : "7/24")}) {
        INFO(request);
        auto const error = failure(*stage.network.answerer, request);
        CHECK(error.error_class == Class::ours);
        CHECK_FALSE(error.maybe_sent);
    }
    CHECK(changes(stage.server) == 0);
}

TEST_CASE("whether a stored call that is no reply arrived is not asked of anybody", "[networks]") {
    auto const connector = GENERATE(test::mastodon_connector(), test::lemmy_connector(), test::x_connector());
    INFO(connector.name);
    test::ConformanceStage stage(connector);
    Composed reply;
    for (auto const* request : {"", "{}", "POST /somewhere\n\n{}"}) {
        reply.request = request;
        CHECK_FALSE(stage.network.answerer->find(reply));
    }
    CHECK(stage.server.asked().empty());
}

TEST_CASE("a reply to which something else answers than the network may have been sent", "[networks]") {
    auto const [connector, path, parent] = GENERATE(table<test::Connector, std::string, std::string>(
        {{test::lemmy_connector(), "/api/v3/comment", "7/24"},
         {test::mastodon_connector(), "/api/v1/statuses", "117100000000000003"}}));
    auto const answer =
        GENERATE(as<test::HttpAnswer>(), test::json_answer("{}"), test::json_answer("[]"),
                 test::json_answer("null"), test::html_answer("<h1>Log in to this network</h1>"));
    INFO(connector.name << " " << answer.body);
    test::ConformanceStage stage(connector);
    stage.server.answer(path, answer);
    auto const error = failure(*stage.network.answerer, stored(connector.name, parent));
    CHECK(error.error_class == Class::theirs);
    CHECK(error.maybe_sent);
    CHECK(changes(stage.server) == 1);
}

TEST_CASE("a reply that is too much for the hour was not sent, and says when to try again", "[networks]") {
    auto const [connector, path, parent] = GENERATE(table<test::Connector, std::string, std::string>(
        {{test::lemmy_connector(), "/api/v3/comment", "7/24"},
         {test::mastodon_connector(), "/api/v1/statuses", "117100000000000003"}}));
    test::ConformanceStage stage(connector);
    stage.server.answer(path, {429, "", {{"Retry-After", "90"}}});
    auto const error = failure(*stage.network.answerer, stored(connector.name, parent));
    CHECK(error.error_class == Class::rate);
    CHECK_FALSE(error.maybe_sent);
    CHECK(error.retry_after == std::chrono::seconds(90));
}

TEST_CASE("without an account that is signed in nothing is sent at X", "[networks][x]") {
    test::ConformanceStage stage(test::x_connector());
    auto const error = failure(*stage.network.answerer, stored("x", "205"));
    CHECK(error.error_class == Class::auth);
    CHECK_FALSE(error.maybe_sent);
    Composed reply;
    reply.request = stored("x", "205");
    CHECK_THROWS_AS(stage.network.answerer->find(reply), NetworkError);
    CHECK(stage.server.asked().empty());
}

TEST_CASE("an id that is none on a network is of a post that is not there, and nobody is asked",
          "[networks]") {
    auto const connector = GENERATE(test::bluesky_connector(), test::x_connector());
    INFO(connector.name);
    test::ConformanceStage stage(connector);
    for (auto const* id : {"", "nonsense", "https://x.com/mira/status/205",
                           "at://did:plc:mira/app.bsky.graph.list/1", "99999999999999999999", "-5"})
        CHECK(stage.network.answerer->look(id).state == bot::networks::Parent::State::gone);
    CHECK(stage.server.asked().empty());
}

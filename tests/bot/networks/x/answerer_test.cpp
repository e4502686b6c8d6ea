#include <catch2/catch.hpp>

#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/bot/networks/x/stage.h"

using namespace bot::networks;
using namespace std::chrono_literals;
using test::json_answer;
using test::network_failure;
using test::XStage;
using Class = NetworkError::Class;
using State = Parent::State;

namespace {

constexpr auto words = "Thank you! https://awards.example/n/abc";

struct Answering : XStage {
    Answering() { sign_in(); }
    Network network = connect();
    Composed reply = x_reply(words, {State::there, "205", "", ""}, "key", {});

    State look(std::string const& answer) {
        server.forget("/2/tweets");
        server.answer("/2/tweets", json_answer(answer));
        return network.answerer->look("205").state;
    }
    std::string kept() const {
        std::ifstream file(settings.token_file);
        return {std::istreambuf_iterator<char>(file), {}};
    }
};

}  // namespace

TEST_CASE("a post of X is looked at with all that can have happened to it", "[networks][x]") {
    Answering at;
    auto const post = [](std::string const& more) {
        return R"({"data": [{"id": "205", "text": "Great support")" + more + "}]}";
    };
    auto const error = [](std::string const& type, std::string const& detail) {
        return R"({"errors": [{"type": "https://api.twitter.com/2/problems/)" + type + R"(", "detail": ")" +
               detail + "\"}]}";
    };
    CHECK(at.look(post("")) == State::there);
    CHECK(at.look(post(R"(, "reply_settings": "everyone")")) == State::there);
    CHECK(at.look(post(R"(, "reply_settings": "following")")) == State::locked);
    CHECK(at.look(post(R"(, "reply_settings": "mentionedUsers")")) == State::locked);
    CHECK(
        at.look(post(R"(, "reply_settings": "mentionedUsers", "entities": {"mentions": [{"id": "900"}]})")) ==
        State::there);
    CHECK(at.look(error("resource-not-found", "Could not find tweet")) == State::gone);
    CHECK(at.look(error("not-authorized-for-resource", "Sorry, you are not authorized to see")) ==
          State::locked);
    CHECK(at.look(error("not-authorized-for-resource", "You have been blocked from viewing")) ==
          State::blocked_us);
    CHECK(at.look(error("resource-not-found", "User has been suspended")) == State::gone);
    CHECK(network_failure([&] { at.look("{}"); }).error_class == Class::theirs);
}

TEST_CASE("an edited post of X is answered where it is now", "[networks][x]") {
    Answering at;
    at.server.answer(
        "/2/tweets",
        json_answer(
            R"({"data": [{"id": "205", "text": "Good", "edit_history_tweet_ids": ["205", "209"]}]})"));
    at.server.answer(
        "/2/tweets",
        json_answer(
            R"({"data": [{"id": "209", "text": "Great", "edit_history_tweet_ids": ["205", "209"]}]})"));
    auto const parent = at.network.answerer->look("205");
    CHECK(parent.native_id == "205");
    CHECK(parent.text == "Great");
    CHECK_THAT(x_reply("Hi", parent, "key", {}).request, Catch::Contains(R"("in_reply_to_tweet_id":"209")"));
}

TEST_CASE("a reply at X is sent as the account, and paid for", "[networks][x]") {
    Answering at;
    at.server.answer("/2/tweets",
                     json_answer(R"({"data": {"id": "400", "text": "Thank you! https://t.co/x"}})", 201));
    auto const sent = at.network.answerer->send(at.reply);
    CHECK(sent.native_id == "400");
    CHECK(sent.url == "https://x.com/awards/status/400");
    auto const asked = at.server.asked().at(0);
    CHECK(asked.method == "POST");
    CHECK(asked.headers.at("authorization") == "Bearer secret-access-1");
    CHECK(nlohmann::json::parse(asked.body) ==
          nlohmann::json({{"text", words}, {"reply", {{"in_reply_to_tweet_id", "205"}}}}));
    CHECK(at.spent().micro_dollars == 200'000);
    CHECK(at.spent().posts_written == 1);
    CHECK_FALSE(at.network.answerer->honours_idempotency());
}

TEST_CASE("a reply that X refuses is told in its words and not paid for", "[networks][x]") {
    Answering at;
    at.server.answer("/2/tweets", json_answer(R"({"detail": "Reply to this conversation is not allowed",
        "type": "about:blank", "title": "Forbidden", "status": 403})",
                                              403));
    auto const error = network_failure([&] { at.network.answerer->send(at.reply); });
    CHECK(error.error_class == Class::ours);
    CHECK_FALSE(error.maybe_sent);
    CHECK_THAT(error.what(), Catch::Contains("Reply to this conversation is not allowed"));
}

TEST_CASE("a reply to X whose answer is lost may have been sent", "[networks][x]") {
    Answering at;
    auto const lost = GENERATE(as<test::HttpAnswer>(), json_answer("{}", 503), json_answer("{}", 201),
                               test::html_answer("<html>", 200),
                               test::HttpAnswer{200, "", {}, test::HttpAnswer::Way::reset});
    at.server.answer("/2/tweets", lost);
    CHECK(network_failure([&] { at.network.answerer->send(at.reply); }).maybe_sent);
    CHECK(at.spent().micro_dollars == 200'000);
}

TEST_CASE("a lost reply is found in our own timeline, by its words below that post", "[networks][x]") {
    Answering at;
    auto const timeline = [&](std::string const& text, std::string const& parent) {
        at.server.forget("/2/users/900/tweets");
        nlohmann::json const post{
            {"id", "400"},
            {"author_id", "900"},
            {"text", text},
            {"referenced_tweets", {{{"type", "replied_to"}, {"id", parent}}}},
            {"entities",
             {{"urls", {{{"url", "https://t.co/x"}, {"expanded_url", "https://awards.example/n/abc"}}}}}}};
        at.server.answer("/2/users/900/tweets", json_answer(nlohmann::json{{"data", {post}}}.dump()));
        return at.network.answerer->find(at.reply).has_value();
    };
    CHECK(timeline("@mira_k Thank you! https://t.co/x", "205"));
    CHECK_FALSE(timeline("@mira_k Thank you! https://t.co/x", "206"));
    CHECK_FALSE(timeline("@mira_k Something else", "205"));
    CHECK(at.server.asked().back().param("since_id") == "205");
    at.server.forget("/2/users/900/tweets");
    at.server.answer("/2/users/900/tweets", json_answer(R"({"meta": {"result_count": 0}})"));
    CHECK_FALSE(at.network.answerer->find(at.reply));
    at.server.forget("/2/users/900/tweets");
    at.server.answer("/2/users/900/tweets", json_answer("{}"));
    CHECK(network_failure([&] { at.network.answerer->find(at.reply); }).error_class == Class::theirs);
    at.server.forget("/2/users/900/tweets");
    at.server.answer("/2/users/900/tweets", json_answer(R"({"data": [], "meta": {"next_token": "more"}})"));
    CHECK(network_failure([&] { at.network.answerer->find(at.reply); }).error_class == Class::theirs);
}

TEST_CASE("X's tokens are renewed in time, and on the disk before they are used", "[networks][x]") {
    Answering at;
    at.server.answer("/2/oauth2/token",
                     json_answer(R"({"access_token": "secret-access-2", "expires_in": 7200})"));
    at.server.answer("/2/tweets", json_answer(R"({"data": {"id": "400"}})", 201));
    SECTION("as they run out") {
        at.world.clock.advance(2h);
        at.network.answerer->send(at.reply);
    }
    SECTION("as X refuses them") {
        at.server.forget("/2/tweets");
        at.server.answer("/2/tweets", json_answer(R"({"title": "Unauthorized"})", 401));
        at.server.answer("/2/tweets", json_answer("{}", 403));
        network_failure([&] { at.network.answerer->send(at.reply); });
    }
    CHECK(at.server.asked().back().headers.at("authorization") == "Bearer secret-access-2");
    CHECK(at.asked_for("/2/oauth2/token").at(0).body ==
          "grant_type=refresh_token&refresh_token=secret-refresh-1&client_id=awards-client");
    // No new refresh token came: the old one is kept, never an empty one.
    CHECK_THAT(at.kept(), Catch::Contains("secret-access-2") && Catch::Contains("secret-refresh-1"));
    CHECK_THAT(at.kept(), Catch::Contains("\"900\""));
}

TEST_CASE("a sign-in at X that was taken back is asked for once, until there is another", "[networks][x]") {
    Answering at;
    at.world.clock.advance(3h);
    at.server.answer("/2/oauth2/token", json_answer(R"({"error": "invalid_request"})", 400));
    for (int i = 0; i < 3; ++i)
        CHECK(network_failure([&] { at.network.answerer->send(at.reply); }).error_class == Class::auth);
    CHECK(at.asked_for("/2/oauth2/token").size() == 1);
    at.server.answer("/2/tweets", json_answer(R"({"data": {"id": "400"}})", 201));
    XTokenFile(at.settings)
        .write({"secret-access-9", "secret-refresh-9", at.world.clock.now() + 2h, "900", "awards"});
    CHECK(at.network.answerer->send(at.reply).native_id == "400");
}

TEST_CASE("X's refusals of a reply say whose matter it is", "[networks][x]") {
    Answering at;
    auto const refused = [&](std::string const& detail, std::string const& type) -> std::optional<State> {
        at.server.forget("/2/tweets");
        at.server.answer("/2/tweets", json_answer(R"({"status": 403, "title": "Forbidden", "detail": ")" +
                                                      detail + R"(", "type": ")" + type + "\"}",
                                                  403));
        try {
            at.network.answerer->send(at.reply);
        } catch (ReplyRefused const& refusal) {
            return refusal.state;
        } catch (NetworkError const& error) {
            CHECK(error.error_class == (type == "about:blank" ? Class::ours : Class::auth));
            return std::nullopt;
        }
        throw std::logic_error("it was sent");
    };
    CHECK(
        refused("Reply to this conversation is not allowed because you have not been mentioned or otherwise "
                "engaged by the author of the post you are replying to.",
                "about:blank") == State::locked);
    CHECK(refused("You attempted to reply to a Tweet that is deleted or not visible to you.",
                  "about:blank") == State::gone);
    CHECK(refused("You have been blocked from replying by its author.", "about:blank") == State::blocked_us);
    CHECK_FALSE(refused("You are not allowed to create a Tweet with duplicate content.", "about:blank"));
    CHECK_FALSE(refused("When authenticating requests", "https://api.x.com/2/problems/client-forbidden"));
}

TEST_CASE("a quote of ours is no mention, and of nobody's else", "[networks][x]") {
    Answering at;
    auto const settings = std::string(R"(, "reply_settings": "mentionedUsers")");
    CHECK(
        at.look(
            R"({"data": [{"id": "205", "text": "Hm", "referenced_tweets": [{"type": "quoted", "id": "9"}])" +
            settings + R"(}], "includes": {"tweets": [{"id": "9", "author_id": "900"}]}})") == State::locked);
    CHECK(at.look(R"({"data": [{"id": "205", "text": "Hm", "entities": {"mentions": [{"id": "7"}, {}]})" +
                  settings + "}]}") == State::locked);
}

TEST_CASE("a page of X is understood as its post", "[networks][x]") {
    Answering at;
    auto const id = [&](char const* named) { return at.network.answerer->native_id_of(named); };
    CHECK(id("https://x.com/mira/status/205") == "205");
    CHECK(id("https://twitter.com/i/web/status/205?s=20") == "205");
    CHECK(id("https://mobile.twitter.com/mira/status/205/photo/1") == "205");
    CHECK(id("205") == "205");
    CHECK(id("https://x.example/mira/status/205") == "https://x.example/mira/status/205");
}

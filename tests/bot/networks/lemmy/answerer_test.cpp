#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "bot/networks/client/request.h"
#include "tests/bot/networks/lemmy/glade.h"

using namespace std::chrono_literals;
using bot::networks::Composed;
using bot::networks::NetworkError;
using nlohmann::json;
using test::fixture_answer;
using test::fixture_file;
using test::json_answer;
using State = bot::networks::Parent::State;

namespace {

constexpr auto uri = "https://moss.example/comment/24";
constexpr auto words = "That team deserves an award: https://awards.example.org/n/abcd";

struct Glade : test::Glade {
    std::unique_ptr<bot::networks::Answerer> answerer() const { return bot::networks::lemmy_answerer(lemmy); }
    Composed composed() const {
        return bot::networks::lemmy_reply(words, answerer()->look(uri), "key-1", {});
    }
};

}  // namespace

TEST_CASE("a Lemmy reply names post, comment and language", "[networks][lemmy]") {
    Glade glade;
    glade.with_account();
    auto const reply = glade.composed();
    CHECK(json::parse(bot::networks::read_request(reply.request).value().body) ==
          json{{"content", words}, {"post_id", 7}, {"parent_id", 24}, {"language_id", 37}});
    glade.says("/api/v3/comment", fixture_answer("lemmy/reply"));
    auto const sent = glade.answerer()->send(reply);
    CHECK(sent.native_id == "https://glade.example/comment/40");
    CHECK_FALSE(sent.words);
}

TEST_CASE("a Lemmy login that ended is renewed before the reply is sent once", "[networks][lemmy]") {
    Glade glade;
    glade.with_account();
    auto const reply = glade.composed();
    glade.says("/api/v3/comment", fixture_answer("lemmy/refused", 400));
    glade.server.answer("/api/v3/comment", fixture_answer("lemmy/reply"));
    CHECK_NOTHROW(glade.answerer()->send(reply));
    CHECK(glade.asked("/api/v3/user/login") == 2);
}

TEST_CASE("what became of a Lemmy reply is told rightly", "[networks][lemmy]") {
    Glade glade;
    glade.with_account();
    auto const reply = glade.composed();
    auto const [error, status, sent] = GENERATE(table<std::string, int, bool>(
        {{"locked", 400, false}, {"couldnt_create_comment", 400, true}, {"oops", 502, true}}));
    glade.says("/api/v3/comment", json_answer(json{{"error", error}}.dump(), status));
    try {
        glade.answerer()->send(reply);
        FAIL("it went well");
    } catch (NetworkError const& failure) {
        CHECK(failure.maybe_sent == sent);
    }
}

TEST_CASE("a Lemmy reply is found among the parent's answers", "[networks][lemmy]") {
    Glade glade;
    glade.with_account();
    auto const reply = glade.composed();
    CHECK_FALSE(glade.answerer()->find(reply));
    auto answers = json::parse(fixture_file("lemmy/replies"));
    SECTION("ours") {
        glade.says("/api/v3/comment/list", json_answer(answers.dump()));
        auto const found = glade.answerer()->find(reply);
        REQUIRE(found);
        CHECK(found->native_id == "https://glade.example/comment/40");
    }
    SECTION("another's") {
        answers["comments"][2]["creator"]["id"] = 5;
        glade.says("/api/v3/comment/list", json_answer(answers.dump()));
        CHECK_FALSE(glade.answerer()->find(reply));
    }
    SECTION("below another comment") {
        answers["comments"][2]["comment"]["path"] = "0.20.40";
        glade.says("/api/v3/comment/list", json_answer(answers.dump()));
        CHECK_FALSE(glade.answerer()->find(reply));
    }
    SECTION("in something else than the answers") {
        glade.says("/api/v3/comment/list",
                   GENERATE(json_answer("{}"), json_answer("[]"), test::html_answer("<h1>welcome</h1>")));
        CHECK_THROWS_AS(glade.answerer()->find(reply), NetworkError);
    }
}

TEST_CASE("a Lemmy post that is gone or locked is told", "[networks][lemmy]") {
    Glade glade;
    glade.with_account();
    SECTION("deleted") {
        glade.says("/api/v3/comment", fixture_answer("lemmy/deleted_parent"));
        CHECK(glade.answerer()->look(uri).state == State::gone);
    }
    SECTION("not to be resolved") {
        glade.says("/api/v3/resolve_object", json_answer(R"({"error":"couldnt_find_object"})", 400));
        CHECK(glade.answerer()->look(uri).state == State::gone);
    }
    SECTION("locked") {
        auto parent = json::parse(fixture_file("lemmy/parent"));
        parent["comment_view"]["post"]["locked"] = true;
        glade.says("/api/v3/comment", json_answer(parent.dump()));
        CHECK(glade.answerer()->look(uri).state == State::locked);
    }
}

TEST_CASE("what stands below a Lemmy post is looked at if there is something", "[networks][lemmy]") {
    Glade glade;
    glade.with_account();
    CHECK(glade.answerer()->look(uri).below.empty());
    CHECK(glade.asked("/api/v3/comment/list") == 0);
    auto parent = json::parse(fixture_file("lemmy/parent"));
    parent["comment_view"]["counts"]["child_count"] = 2;
    glade.says("/api/v3/comment", json_answer(parent.dump()));
    glade.says("/api/v3/comment/list", fixture_answer("lemmy/replies"));
    auto const below = glade.answerer()->look(uri).below;
    REQUIRE(below.size() == 2);
    for (auto const& post : below) CHECK(post.native_id != uri);

    glade.says("/api/v3/comment/list", GENERATE(json_answer("{}"), test::html_answer("<h1>welcome</h1>")));
    CHECK_THROWS_AS(glade.answerer()->look(uri), NetworkError);
}

TEST_CASE("what a post at Lemmy takes no answer for is told as the post's", "[networks][lemmy]") {
    Glade glade;
    glade.with_account();
    auto const reply = glade.composed();
    auto const [error, state] =
        GENERATE(table<std::string, State>({{"locked", State::locked},
                                            {"person_is_banned_from_community", State::locked},
                                            {"person_is_blocked", State::blocked_us},
                                            {"couldnt_find_comment", State::gone},
                                            {"deleted", State::gone}}));
    glade.says("/api/v3/comment", json_answer(json{{"error", error}}.dump(), 400));
    try {
        glade.answerer()->send(reply);
        FAIL("it went well");
    } catch (bot::networks::ReplyRefused const& refusal) {
        CHECK(refusal.state == state);
    }
}

TEST_CASE("a comment of ours from before is not the one that was lost", "[networks][lemmy]") {
    Glade glade;
    glade.with_account();
    auto reply = glade.composed();
    glade.says("/api/v3/comment/list", fixture_answer("lemmy/replies"));
    auto const found = glade.answerer()->find(reply);
    REQUIRE(found);
    auto const below = json::parse(fixture_file("lemmy/replies"))["comments"][2]["comment"]["published"];
    CHECK(below.is_string());
    reply.tried_at = std::chrono::sys_days(std::chrono::year(2027) / 1 / 1);
    CHECK_FALSE(glade.answerer()->find(reply));
}

TEST_CASE("a page of our own instance is understood as its post", "[networks][lemmy]") {
    Glade glade;
    auto const named = glade.lemmy->settings().instance + "/comment/24";
    CHECK(glade.answerer()->native_id_of(named) == uri);
    CHECK(glade.answerer()->native_id_of("https://moss.example/comment/24") == uri);
}

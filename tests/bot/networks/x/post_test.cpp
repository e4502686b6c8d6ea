#include "bot/networks/x/post.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/bot/networks/fixture_file.h"

using bot::networks::read_x_post;
using bot::networks::x_text;
using bot::networks::XAccount;
using nlohmann::json;

namespace {

XAccount const us{"900", "awards"};

bool summons(char const* post, char const* answer = "{}") {
    auto const read = read_x_post(json::parse(post), json::parse(answer), &us);
    REQUIRE(read);
    return read->post.summoned;
}

}  // namespace

TEST_CASE("X's words are decoded once, with links in full and without what X appends", "[networks][x]") {
    CHECK(x_text(json::parse(R"({"text": "a &amp;lt; b &amp; c &gt; &quot;d&quot; &#39;"})")) ==
          "a &lt; b & c > &quot;d&quot; &#39;");
    CHECK(x_text(json::parse(
              R"({"text": "see https://t.co/a https://t.co/ab https://t.co/q", "entities": {"urls": [
        {"url": "https://t.co/a", "expanded_url": "https://one.example/?x=1&amp;y"},
        {"url": "https://t.co/ab", "expanded_url": "https://two.example/"},
        {"url": "https://t.co/q", "expanded_url": "https://twitter.com/mira/status/17"}]},
        "referenced_tweets": [{"type": "quoted", "id": "17"}]})")) ==
          "see https://one.example/?x=1&amp;y https://two.example/");
    CHECK(x_text(json::parse(R"({"text": "cut…", "note_post": {"text": "the whole &lt;3"}})")) ==
          "the whole <3");
    CHECK(x_text(json::parse(R"({"text": "odd https://t.co/a", "entities": {"urls": [
        {"url": "https://t.co/a", "expanded_url": "javascript:void"
}]
}
})")) == "odd https://t.co/a");
}

TEST_CASE("a post of X keeps the id of its first version", "[networks][x]") {
    auto const id = [](char const* post) {
        return read_x_post(json::parse(post), json(), nullptr)->post.native_id;
    };
    CHECK(id(R"({"id": "9", "text": "a", "edit_history_tweet_ids": ["7", "8", "9"]})") == "7");
    CHECK(id(R"({"id": "9", "text": "a", "edit_history_post_ids": ["6", "9"]})") == "6");
    CHECK(id(R"({"id": "9", "text": "a", "edit_history_tweet_ids": ["x"]})") == "9");
    CHECK_FALSE(read_x_post(json::parse(R"({"id": "9a", "text": "a"})"), json(), nullptr));
    CHECK_FALSE(read_x_post(json::parse(R"({"id": "99999999999999999999", "text": "a"})"), json(), nullptr));
}

TEST_CASE("whoever mentions or quotes our account at X summons it", "[networks][x]") {
    CHECK(summons(
        R"({"id": "1", "text": "a", "entities": {"mentions": [{"id": "900", "username": "other"}]}})"));
    CHECK(summons(R"({"id": "1", "text": "a", "entities": {"mentions": [{"username": "AWARDS"}]}})"));
    CHECK_FALSE(summons(
        R"({"id": "1", "text": "@awards", "entities": {"mentions": [{"id": "901", "username": "awards"}]}})"));
    CHECK(summons(
        R"({"id": "1", "text": "a", "note_tweet": {"text": "b", "entities": {"mentions": [{"id": "900"}]}}})"));
    auto const* const quote =
        R"({"id": "1", "text": "a", "referenced_tweets": [{"type": "quoted", "id": "5"}]})";
    CHECK(summons(quote, R"({"includes": {"tweets": [{"id": "5", "author_id": "900"}]}})"));
    CHECK(summons(quote, R"({"includes": {"posts": [{"id": "5", "author_id": "900"}]}})"));
    CHECK_FALSE(summons(quote, R"({"includes": {"tweets": [{"id": "5", "author_id": "901"}]}})"));
    CHECK(summons(R"({"id": "1", "text": "a", "referenced_tweets": [{"type": "quoted", "id": "5"}],
        "entities": {"urls": [{"url": "https://t.co/q", "expanded_url": "https://x.com/Awards/status/5"}]}})"));
    CHECK_FALSE(
        summons(R"({"id": "1", "text": "a", "referenced_tweets": [{"type": "replied_to", "id": "5"}]})",
                R"({"includes": {"tweets": [{"id": "5", "author_id": "900"}]}})"));
}

TEST_CASE("an answer to a post of ours is one by either name that X has for posts", "[networks][x]") {
    auto const answers = [](char const* answer) {
        XAccount const us{"900", "awards"};
        auto const post = json::parse(
            R"({"id": "1", "text": "a", "referenced_posts": [{"type": "replied_to", "id": "5"}]})");
        return read_x_post(post, json::parse(answer), &us)->post.answers_us;
    };
    CHECK(answers(R"({"includes": {"tweets": [{"id": "5", "author_id": "900"}]}})"));
    CHECK(answers(R"({"includes": {"posts": [{"id": "5", "author_id": "900"}]}})"));
    CHECK_FALSE(answers(R"({"includes": {"posts": [{"id": "5", "author_id": "901"}]}})"));
}

TEST_CASE("what X says of a post beside its words is taken along", "[networks][x]") {
    auto const answer = json::parse(test::fixture_file("x/ordinary"));
    auto const first = read_x_post(answer["data"][0], answer, nullptr);
    REQUIRE(first);
    CHECK(first->post.text ==
          "@OtterHelp sorted my refund in ten minutes & stayed kind. 5 > 4 stars "
          "https://otter.example/help?a=1&lt=2");
    CHECK(first->post.author_id == "7001");
    CHECK(first->post.author_handle == "mira_k");
    CHECK(first->post.author_name == "Mira K.");
    CHECK(first->post.url == "https://x.com/mira_k/status/2071800000000000301");
    CHECK(first->post.in_reply_to == "2071800000000000250");
    CHECK(first->post.thread == "2071800000000000250");
    auto const second = read_x_post(answer["data"][1], answer, nullptr);
    REQUIRE(second);
    CHECK(second->post.sensitive);
    CHECK(second->post.language == "he");
    CHECK(second->post.url == "https://x.com/JonasTravels/status/2071800000000000299");
    CHECK(read_x_post(answer["data"][2], answer, nullptr)->repost);
    CHECK_FALSE(read_x_post(answer["data"][3], answer, nullptr)->post.language);
}

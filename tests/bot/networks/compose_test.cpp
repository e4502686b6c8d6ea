#include "bot/networks/compose.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/bot/networks/facet_words.h"

using namespace bot::networks;
using test::times;

TEST_CASE("Lemmy and Reddit count code points up to 10,000", "[networks][lemmy][reddit]") {
    CHECK(count_lemmy("日本 e\u0301").length == 5);
    CHECK(count_lemmy(times("x", 10'000)).valid);
    CHECK_FALSE(count_lemmy(times("x", 10'001)).valid);
    CHECK(count_reddit(times("日", 10'000)).valid);
    CHECK_FALSE(count_reddit(times("x", 10'001)).valid);
    CHECK(count_lemmy("see https://example.org/a.").facets ==
          std::vector<Facet>{{Facet::Kind::link, 4, 25, "https://example.org/a"}});
}

TEST_CASE("the archive counts code points up to 500, Hacker News without end", "[networks]") {
    CHECK(count_archive(times("日", 500)).valid);
    CHECK_FALSE(count_archive(times("x", 501)).valid);
    CHECK(count_unlimited(times("x", 20'000)).valid);
    CHECK(count_unlimited("x").limit == 0);
    CHECK_FALSE(count_unlimited("").valid);
}

TEST_CASE("X's request answers one post", "[networks][x]") {
    auto const request = x_request("Thank you! \"☕\"", "1950000000000000000");
    CHECK(request.method == "POST");
    CHECK(request.path == "/2/tweets");
    CHECK(request.body ==
          R"({"text":"Thank you! \"☕\"","reply":{"in_reply_to_tweet_id":"1950000000000000000"}})");
}

TEST_CASE("Lemmy's request names the post and the comment by number", "[networks][lemmy]") {
    CHECK(lemmy_request({"Thanks", 7, 24, 37}).body ==
          R"({"content":"Thanks","post_id":7,"parent_id":24,"language_id":37})");
    CHECK(lemmy_request({"Thanks", 7, {}, {}}).body == R"({"content":"Thanks","post_id":7})");
    CHECK(lemmy_request({"Thanks", 7, {}, {}}).path == "/api/v3/comment");
}

TEST_CASE("a request that was kept comes back byte for byte", "[networks]") {
    for (auto const& request :
         {x_request("ä \U0001F431 \u2028 \\ \" </script>", "1"), mastodon_request({"x\n", "a", "k"}),
          lemmy_request({"x", 9'007'199'254'740'993, 1, {}}), Request{"DELETE", "/x?y=1", {}, ""},
          Request{"POST", "/form", {{"A", "b"}}, "a=1&b=%20"}, Request{"POST", "/json", {}, "null"},
          Request{"POST", "/json", {}, "{ \"a\": 1.0 }"}}) {
        auto const again = read_request(text_of(request));
        REQUIRE(again.has_value());
        CHECK(again->method == request.method);
        CHECK(again->path == request.path);
        CHECK(again->headers == request.headers);
        CHECK(again->body == request.body);
    }
    for (auto const* none : {"", "{}", "[1]", "{\"method\":\"POST\",\"path\":1,\"headers\":{},\"body\":null}",
                             "{\"method\":\"POST\",\"path\":\"/\",\"headers\":{\"a\":1},\"body\":null}"})
        CHECK_FALSE(read_request(none).has_value());
}

TEST_CASE("what a connector hands over is valid as it was counted", "[networks]") {
    auto const valid = [](std::string const& text) {
        return composed(count_x(text), x_request(text, "1"), "key").valid();
    };
    CHECK(valid("Thank you!"));
    CHECK_FALSE(valid(times("x", 281)));
    CHECK_FALSE(valid("thanks\uFEFF"));
    CHECK_FALSE(valid(""));
    auto const reply = composed(count_x("Hi"), x_request("Hi", "1"), "key");
    CHECK(reply.idempotency_key == "key");
    CHECK(reply.length == 2);
    CHECK(reply.limit == 280);
    CHECK(nlohmann::json::parse(reply.request)["body"]["text"] == "Hi");
}

#include "bot/desk/reply_words.h"

#include <catch2/catch.hpp>

#include "tests/bot/desk/office.h"

using namespace bot::desk;

TEST_CASE("a letter keeps its lines and loses its edges", "[desk]") {
    CHECK(checked_words("\r\n Hello\r\nthere\rfriend \n") == "Hello\nthere\nfriend");
    CHECK(checked_words("Grüße 😀 {link}") == "Grüße 😀 {link}");
    CHECK(checked_words("a {Name} and {} and { link }") == "a {Name} and {} and { link }");
    CHECK(test::refusal([] { checked_words("{person}, hi"); }) == "unfilled");
    CHECK(test::refusal([] { checked_words("{{link}} {{company}}"); }) == "unfilled");
    CHECK(test::refusal([] { checked_words("bell\x07"); }) == "control");
}

TEST_CASE("the link takes its place once", "[desk]") {
    CHECK(with_link("see {link}.", "https://a.example/n/x") == "see https://a.example/n/x.");
    CHECK(with_link("no place", "https://a.example") == "no place");
    CHECK(invites("{link}"));
    CHECK_FALSE(invites("{ link }"));
    CHECK(code_points("aß😀") == 3);
}

#include "bot/detect/text/normalise.h"

#include <catch2/catch.hpp>

using namespace bot::detect;

namespace {

Normalised normalised(std::string_view words) {
    Normalised out;
    normalise(words, out);
    return out;
}

// The piece of the original that a piece of the folded text came from.
std::string original(std::string_view words, std::string_view piece) {
    auto const post = normalised(words);
    auto const at = post.text.find(piece);
    REQUIRE(at != std::string::npos);
    auto const from = post.byte_of(post.start(at));
    auto const to = post.byte_of(post.end(at + piece.size() - 1));
    return std::string(words.substr(from, to - from));
}

}  // namespace

TEST_CASE("capitals, wide letters and ligatures fold to plain ones", "[detect]") {
    CHECK(normalised("Thank YOU").text == "thank you");
    CHECK(normalised("Ｔｈａｎｋｓ").text == "thanks");
    CHECK(normalised("oﬃce").text == "office");
    CHECK(normalised("Straße").text == "strasse");
    CHECK(normalised("ÉQUIPE").text == "équipe");
}

TEST_CASE("a mark written apart folds with its letter", "[detect]") {
    CHECK(normalised("e\u0301quipe").text == normalised("équipe").text);
    CHECK(original("l'e\u0301quipe super", "é") == "e\u0301");
}

TEST_CASE("invisible characters disappear", "[detect]") {
    CHECK(normalised("than\u200bks\ufeff \u202egreat").text == "thanks great");
}

TEST_CASE("entities and typographic signs read as what they stand for", "[detect]") {
    CHECK(normalised("Q&amp;A &lt;3 don’t").text == "q&a <3 don't");
    CHECK(original("say &amp; go", "&") == "&amp;");
}

TEST_CASE("every folded byte knows the code points it came from", "[detect]") {
    CHECK(original("🎉🎉 Großartig 👍", "grossartig") == "Großartig");
    CHECK(original("谢谢 @acme，太棒了", "acme") == "acme");
    auto const post = normalised("a🎉b");
    CHECK(post.length() == 3);
    CHECK(post.start(post.text.find('b')) == 2);
}

TEST_CASE("invalid UTF-8 reads as replacement characters", "[detect]") {
    CHECK(normalised("thanks \xff\xfe now").text == "thanks \ufffd\ufffd now");
    CHECK(normalised("cut \xf0\x9f\x98").text == "cut \ufffd");
    CHECK(normalised("").length() == 0);
}

#include "bot/text/near_duplicate.h"

#include <catch2/catch.hpp>

using bot::text::folded_words;
using bot::text::WordPairs;

namespace {

WordPairs pairs(std::string_view text) {
    return WordPairs(folded_words(text));
}

}  // namespace

TEST_CASE("words are cut and folded as Unicode says", "[text][near]") {
    CHECK(folded_words("They CALLED, on \u2160 Sunday; 24/7!") ==
          std::vector<std::string>{"they", "called", "on", "i", "sunday", "24", "7"});
    CHECK(folded_words("  ...  ").empty());
}

TEST_CASE("texts share pairs of neighbouring words", "[text][near]") {
    auto const one = pairs("a b c d e f g h i j k");
    CHECK(one.share(pairs("A, b, c. d e f g h i j k!"), 10));
    // Ten pairs each, of which nine are in both: nine of eleven.
    CHECK(one.share(pairs("a b c d e f g h i j x"), 8));
    CHECK_FALSE(one.share(pairs("a b c d e f g h i j x"), 9));
    CHECK_FALSE(one.share(pairs("k j i h g f e d c b a"), 1));
    CHECK(pairs("one").empty());
}

TEST_CASE("bands are the same numbers for ever", "[text][near]") {
    using Bands = std::array<long long, 4>;
    CHECK(pairs("they called me back on a sunday").bands() ==
          Bands{-7497336417010659382, 5665864853505545557, -1712125399427542639, -1809077425838818487});
}

TEST_CASE("texts without a pair share all of nothing, and nothing of a text that has some", "[text][near]") {
    CHECK(pairs("one").share(pairs(""), 10));
    CHECK_FALSE(pairs("one").share(pairs("one two"), 1));
    // What is said twice counts once.
    CHECK(pairs("a b a b a b").share(pairs("a b a"), 10));
}

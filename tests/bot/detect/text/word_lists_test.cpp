#include "bot/detect/text/word_lists.h"

#include <catch2/catch.hpp>

using namespace bot::detect;

namespace {

std::vector<WordList> read(std::string_view file, std::string_view text) {
    std::vector<WordList> lists;
    read_word_list(file, text, lists);
    return lists;
}

}  // namespace

TEST_CASE("the word lists that ship can be read, and have all that the program asks for", "[detect]") {
    CHECK(word_lists().size() > 300);
    CHECK(words_of("roles", "team").front() == "team");
    CHECK(words_of("stop", "bare").size() > 50);
}

TEST_CASE("a line is a section and its words, or goes on with the one above", "[detect]") {
    auto const lists = read("en", "# remark\n\ngratitude: thanks thank*\n  shout_out\ncommon: the\n");
    REQUIRE(lists.size() == 3);
    CHECK(lists[1].section == "gratitude");
    CHECK(lists[1].cue == Cue::gratitude);
    CHECK(lists[2].cue == std::nullopt);
    std::vector<std::string_view> words;
    for (auto const& list : lists) words.insert(words.end(), list.words.begin(), list.words.end());
    CHECK(words == std::vector<std::string_view>{"thanks", "thank*", "shout_out", "the"});
}

TEST_CASE("a list that the program does not understand is named with its line", "[detect]") {
    using Catch::Contains;
    CHECK_THROWS_WITH(read("en", "praise: best\ngratitud: thanks\n"),
                      Contains("en.txt:2: ") && Contains("'gratitud'"));
    CHECK_THROWS_WITH(read("roles", "praise: best\n"), Contains("roles.txt:1: ") && Contains("'praise'"));
    CHECK_THROWS_WITH(read("en", "team: crew\n"), Contains("'team'"));
    CHECK_THROWS_WITH(read("en", "  best\n"), Contains("en.txt:1: "));
    CHECK_THROWS_WITH(read("en", "best finest\n"), Contains("en.txt:1: "));
}

TEST_CASE("a set of words has them letter by letter, or as they are stretched", "[detect]") {
    WordSet const months("names", "month");
    Tokenized const cut("june junne juneee");
    auto const& tokens = cut.tokens;
    CHECK(months.has(tokens[0]));
    CHECK_FALSE(months.has_elongated(tokens[1]));
    CHECK_FALSE(months.has(tokens[2]));
}

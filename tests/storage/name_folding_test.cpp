#include "storage/name_folding.h"

#include <catch2/catch.hpp>

TEST_CASE("names are the same name whatever their case, in every alphabet that is folded", "[storage]") {
    auto const [capital, small] = GENERATE(table<std::string, std::string>({
        {"ÀÖØÞ", "àöøþ"},                // Latin-1
        {"ĀĶ ĹŇ ŊŶ ŹŽ", "āķ ĺň ŋŷ źž"},  // each block of Latin Extended-A, its first and last
        {"ḀẔ ẠỸ", "ḁẕ ạỹ"},
        {"ΑΩ", "αω"},
        {"АЯ ЀЏ", "ая ѐџ"},
        {"Otter 🦦 İstanbul", "otter 🦦 ıstanbul"},
    }));
    CHECK(storage::folded_name(capital) == small);
    CHECK(storage::folded_name(small) == small);
}

TEST_CASE("what is no letter with a case stays as it is when a name is folded", "[storage]") {
    for (auto const* name : {"5 × 7 ÷ 2", "ß ÿ ĸ ŉ ſ", "日本 ありがとう", "🦦", "a_b.c-d"})
        CHECK(storage::folded_name(name) == name);
}

TEST_CASE("blanks of every kind are one blank within a name, and none at its ends", "[storage]") {
    CHECK(storage::folded_name("\t River\xC2\xA0\n Otter\xE3\x80\x80") == "river otter");
    CHECK(storage::folded_name("##@ Otter #1") == "otter #1");
    CHECK(storage::folded_name(" \t ") == "");
}

TEST_CASE("bytes that are no text are kept by folding, however they are cut short", "[storage]") {
    for (auto const* bytes :
         {"\xC3", "a\xE2\x82", "\xF0\x9F\xA6", "\xC3(", "\x80x", "\xF5\x80\x80\x80", "\xC1\x81"})
        CHECK(storage::folded_name(bytes) == bytes);
}

TEST_CASE("a long name is cut to a slug that ends in no dash", "[storage]") {
    std::string const long_word(59, 'x');
    CHECK(storage::slug_of(long_word + " y") == long_word);
    CHECK(storage::slug_of(long_word + "yz") == long_word + "y");
    CHECK(storage::slug_of(std::string(57, 'x') + "&b").size() <= 60);
    CHECK(storage::slug_of("& Co") == "and-co");
    CHECK(storage::slug_of("A & & B") == "a-and-and-b");
    CHECK(storage::slug_of("Ĳssel Æther Ŀ ƀ") == "ijssel-aether-l");
}

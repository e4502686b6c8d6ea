#include "bot/detect/prefilter.h"

#include <catch2/catch.hpp>
#include <set>

using bot::detect::LiteralMatcher;

namespace {

std::set<unsigned> found_in(std::string_view text) {
    static LiteralMatcher const matcher(
        {{"thank", 1}, {"help", 2}, {"helped me", 3}, {"für die hilfe", 4}, {"crew", 5}, {"chat team", 6}});
    std::set<unsigned> ids;
    matcher.search(text, [&](unsigned id) {
        ids.insert(id);
        return false;
    });
    return ids;
}

}  // namespace

TEST_CASE("the matcher finds its literals anywhere in a text, small or capital", "[detect]") {
    for (std::size_t before = 0; before < 12; ++before) {
        for (std::size_t after = 0; after < 12; ++after) {
            auto const around = std::string(before, '.') + "ThANk" + std::string(after, 'x');
            INFO(around);
            CHECK(found_in(around) == std::set<unsigned>{1});
        }
    }
    CHECK(found_in("the crew HELPED ME, thanks") == std::set<unsigned>{1, 2, 3, 5});
    CHECK(found_in("Danke für die Hilfe") == std::set<unsigned>{4});
}

TEST_CASE("the matcher takes no piece of a literal for the whole", "[detect]") {
    for (std::string_view const text : {"", "hel", "than", "chat tea", "cr ew", "fur die hilfe"}) {
        INFO(text);
        CHECK(found_in(text).empty());
    }
}

TEST_CASE("a literal that is a word stands alone, wherever it stands", "[detect]") {
    LiteralMatcher const matcher(
        {{" thx", 1, true}, {"thx ", 1, true}, {" fab", 2, true}, {"fab ", 2, true}});
    auto const found = [&](std::string_view text) {
        return matcher.search(text, [](unsigned) { return true; });
    };
    for (std::string_view const text :
         {"Thx crew", "many thx", "so: thx!", "@shop THX.", "(thx you)", "fab staff"}) {
        INFO(text);
        CHECK(found(text));
    }
    for (std::string_view const text : {"of fabric", "prefab houses", "thxx", "a fabé", "éfab one"}) {
        INFO(text);
        CHECK_FALSE(found(text));
    }
}

TEST_CASE("the matcher stops where it is told to", "[detect]") {
    LiteralMatcher const matcher({{"crew", 1}, {"help", 2}});
    int told = 0;
    CHECK(matcher.search("crew crew help", [&](unsigned) { return ++told == 2; }));
    CHECK(told == 2);
    CHECK_FALSE(matcher.search("crew", [](unsigned) { return false; }));
}

TEST_CASE("the matcher refuses what is too short to be looked up", "[detect]") {
    CHECK_THROWS_AS(LiteralMatcher({{"thx", 1}}), std::logic_error);
}

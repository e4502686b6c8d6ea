#include "bot/watch/dialect.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "bot/networks/networks.h"

using namespace bot::watch;
using Searches = std::vector<std::string>;

namespace {

constexpr auto everything = R"("great support" (thanks OR kudos) -hiring lang:en -from:acme #acme)";

Searches on(char const* network, char const* query) {
    return searches(parse(query), *bot::networks::dialect_of(network));
}
std::vector<Fault> wrong(char const* network, std::string const& query) {
    return faults(parse(query), *bot::networks::dialect_of(network));
}
/// Whether every network would be told so, and of what.
bool is_wrong(std::string const& query, Fault const& fault) {
    return std::ranges::all_of(bot::networks::descriptors(), [&](auto const* network) {
        if (!network->dialect) return true;
        auto const found = faults(parse(query), *network->dialect);
        return std::ranges::find(found, fault) != found.end();
    });
}

}  // namespace

TEST_CASE("a network is asked what it can be asked", "[networks][watch]") {
    CHECK(on("x", everything) ==
          Searches{R"("great support" (thanks OR kudos) -hiring lang:en -from:acme #acme -is:retweet)"});
    CHECK(on("reddit", everything) ==
          Searches{R"("great support" (thanks OR kudos) NOT hiring NOT author:acme acme)"});
    CHECK(on("bluesky", everything) ==
          Searches{R"("great support" #acme thanks)", R"("great support" #acme kudos)"});
    CHECK(on("hackernews", everything) ==
          Searches{R"("great support" acme thanks)", R"("great support" acme kudos)"});
    CHECK(on("lemmy", everything) == Searches{"great support acme thanks", "great support acme kudos"});
}

TEST_CASE("of several alternatives the fewest are searched one by one", "[networks][watch]") {
    CHECK(on("bluesky", "(a1 OR a2 OR a3) (b1 OR b2)") == Searches{"b1", "b2"});
    CHECK(on("bluesky", "(thanks OR lang:en)") == Searches{""});
    CHECK(on("x", "-(jobs OR hiring) thanks") == Searches{"-jobs -hiring thanks -is:retweet"});
}

TEST_CASE("tags and the one language are found in a query", "[networks][watch]") {
    CHECK(tags(parse("thanks (#a OR #b) #c")) == Searches{"c"});
    CHECK(tags(parse("-#a (#b OR word)")).empty());
    CHECK(language(parse("a lang:de")) == "de");
    CHECK_FALSE(language(parse("a -lang:de (lang:en OR lang:fr)")));
}

TEST_CASE("a query that would drown the desk is told so on every network", "[networks][watch]") {
    using Is = Fault::Kind;
    CHECK(wrong("x", R"("great support" lang:en)").empty());
    for (auto const* query :
         {"lang:en -jobs", "lang:en", "-hiring", "-(hiring OR jobs)", "-near:acme", "(thanks OR lang:en)"})
        CHECK(is_wrong(query, {Is::matches_everything}));
    for (auto const* word : {"ok", "the", "The", "und", "você", "c'est"})
        CHECK(is_wrong(word, {Is::too_common, word}));
    CHECK(is_wrong("(kudos OR and) lang:en", {Is::too_common, "and"}));
    CHECK(is_wrong("\"great support\" you", {Is::too_common, "you"}));
    CHECK(is_wrong("\"of the\"", {Is::too_common, "of the"}));
    CHECK(is_wrong("thanks -thanks", {Is::contradicts, "thanks"}));
    CHECK(is_wrong("thanks thanks", {Is::says_twice, "thanks"}));
}

TEST_CASE("words that say something are not common, in whatever script", "[networks][watch]") {
    for (auto const* query :
         {"kudos", "\"above and beyond\"", "#the", "-the kudos", "客服", "谢谢", "ありがとう", "спасибо"}) {
        INFO(query);
        CHECK(wrong("mastodon", query).empty());
    }
}

TEST_CASE("a query longer than a network takes is told by how much", "[networks][watch]") {
    auto const query = "\"" + std::string(600, 'a') + "\"";
    CHECK(wrong("x", query) == std::vector<Fault>{{Fault::Kind::too_long, "", 614, 512}});
    CHECK(wrong("bluesky", query).empty());
}

#include "bot/networks/watch/dialect.h"

#include <catch2/catch.hpp>

using namespace bot::networks::watch;
using Searches = std::vector<std::string>;

namespace {

constexpr auto everything = R"("great support" (thanks OR kudos) -hiring lang:en -from:acme #acme)";

Searches on(char const* network, char const* query) {
    return searches(parse(query), *dialect_of(network));
}
Searches wrong(char const* network, std::string const& query) {
    return faults(parse(query), *dialect_of(network));
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

TEST_CASE("a query that would drown the desk is told so", "[networks][watch]") {
    CHECK(wrong("x", R"("great support" lang:en)").empty());
    CHECK(wrong("x", "lang:en -jobs").at(0).find("matches everything") != std::string::npos);
    CHECK(wrong("x", "ok").at(0).find("short") != std::string::npos);
    CHECK(wrong("x", "thanks -thanks").at(0) == "it wants thanks and does not want it");
    CHECK(wrong("x", "thanks thanks").at(0) == "it says thanks twice");
    CHECK(wrong("x", "\"" + std::string(600, 'a') + "\"").at(0).find("512") != std::string::npos);
    CHECK(wrong("bluesky", "\"" + std::string(600, 'a') + "\"").empty());
}

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/bot/networks/x/stage.h"

using nlohmann::json;
using Strings = std::vector<std::string>;

namespace {

constexpr auto rules_path = "/2/tweets/search/stream/rules";
constexpr auto stream_path = "/2/tweets/search/stream";

/// So many rules, each for a search of its own.
json rules(int many, std::string const& tag) {
    auto all = json::array();
    for (int i = 0; i < many; ++i)
        all.push_back({{"id", tag + std::to_string(i)}, {"value", tag}, {"tag", tag}});
    return all;
}

/// X with pages of rules that are there, of which it takes all that is asked of it.
struct Ruled : test::XStage {
    Ruled() {
        settings.stream = true;
        settings.queries.clear();
        server.answer_by([this](test::HttpAsked const& asked) {
            if (asked.path() == rules_path && asked.method == "GET")
                return page(asked.param("pagination_token"));
            if (asked.path() == rules_path) return change(asked);
            if (asked.path() == stream_path)
                return test::HttpAnswer{200, "", {}, test::HttpAnswer::Way::hang};
            return posts({});
        });
    }
    test::HttpAnswer page(std::string const& token) const {
        auto const at = token.empty() ? 0 : std::stoul(token);
        json answer{{"data", pages.at(at)}, {"meta", {{"sent", "now"}}}};
        if (at + 1 < pages.size()) answer["meta"]["next_token"] = std::to_string(at + 1);
        return test::json_answer(answer.dump());
    }
    test::HttpAnswer change(test::HttpAsked const& asked) {
        auto const body = json::parse(asked.body);
        bool const adds = body.contains("add");
        auto const what = !adds ? "delete " : asked.param("dry_run") == "true" ? "try " : "add ";
        changes.push_back(what + std::to_string(adds ? body["add"].size() : body["delete"]["ids"].size()));
        return test::json_answer(R"({"meta": {"sent": "now"}})");
    }
    /// What the first search tells of the rules.
    std::string told() {
        auto network = connect();
        std::string all;
        for (auto const& one : search(network).skipped) all += one.where + ": " + one.why + "\n";
        return all;
    }

    std::vector<json> pages{json::array()};
    Strings changes;
};

}  // namespace

TEST_CASE("X's rules are tried, added and taken away a hundred at a time, whatever page they stand on",
          "[networks][x]") {
    Ruled stage;
    for (int i = 0; i < 101; ++i) stage.settings.queries.push_back("otter " + std::to_string(i));
    stage.pages = {rules(60, "supportawards"), rules(41, "supportawards")};
    stage.told();
    CHECK(stage.changes == Strings{"try 100", "add 100", "try 1", "add 1", "delete 100", "delete 1"});
}

TEST_CASE("where X has no room for the new rules beside the old, the old ones go first", "[networks][x]") {
    Ruled stage;
    stage.settings.queries = {"otter"};
    SECTION("there is room for just one") {
        stage.pages = {rules(999, "supportawards")};
        stage.told();
        CHECK(stage.changes.front() == "try 1");
    }
    SECTION("there is none") {
        stage.pages = {rules(1000, "supportawards")};
        stage.told();
        CHECK(stage.changes.front() == "delete 100");
    }
}

TEST_CASE("rules of others take room that X's stream then has not for ours", "[networks][x]") {
    Ruled stage;
    stage.settings.queries = {"otter 1", "otter 2"};
    stage.pages = {rules(999, "somebody else")};
    CHECK_THAT(stage.told(), Catch::Contains("X's stream has no room for it, so it is searched for") &&
                                 Catch::Contains("999 rules of somebody else"));
    CHECK(stage.changes == Strings{"try 1", "add 1"});
}

TEST_CASE("a search longer than a rule of X may be is told and searched for", "[networks][x]") {
    Ruled stage;
    auto const length = GENERATE(1024, 1025);
    std::string search;
    for (int i = 0; i < length; ++i) search += "ü";
    stage.settings.queries = {search};
    auto const told = stage.told();
    CHECK((told.find("it is too long for X's stream") != told.npos) == (length == 1025));
    CHECK(stage.changes.empty() == (length == 1025));
}

TEST_CASE("rules of X that cannot be read are left as they are", "[networks][x]") {
    Ruled stage;
    stage.settings.queries = {"otter"};
    auto const answer =
        GENERATE(R"([])", R"({"errors": [{"title": "Service Unavailable"}]})", "<h1>oops</h1>");
    stage.server.answer_by([&](test::HttpAsked const& asked) {
        return asked.path() == rules_path ? test::json_answer(answer) : stage.posts({});
    });
    CHECK_FALSE(stage.told().empty());
    for (auto const& asked : stage.asked_for(rules_path)) CHECK(asked.method == "GET");
    CHECK(stage.asked_for(stream_path).empty());
}

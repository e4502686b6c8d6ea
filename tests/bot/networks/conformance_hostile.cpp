// Answers that are JSON and yet not what was promised: every value in turn is other things.

#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/bot/networks/conformance_stage.h"

using nlohmann::json;

namespace {

std::vector<json> const& strange() {
    static std::vector<json> const values{nullptr,
                                          true,
                                          -1,
                                          1e300,
                                          18446744073709551615U,
                                          "",
                                          "x",
                                          std::string("a\0b", 3),
                                          json::array(),
                                          json::object(),
                                          json::array({json::array()}),
                                          json{{"a", nullptr}}};
    return values;
}

std::vector<json::json_pointer> places_in(json const& value,
                                          json::json_pointer const& at = json::json_pointer()) {
    std::vector<json::json_pointer> all{at};
    auto const add = [&](json const& inner, json::json_pointer const& where) {
        auto const more = places_in(inner, where);
        all.insert(all.end(), more.begin(), more.end());
    };
    if (value.is_object())
        for (auto const& [key, inner] : value.items()) add(inner, at / key);
    if (value.is_array())
        for (std::size_t i = 0; i < value.size(); ++i) add(value[i], at / i);
    return all;
}

/// The stage as before its first search, with that body as the answer to the next.
bot::networks::SearchPage page_of(test::ConformanceStage& stage, std::string body) {
    auto answer = stage.answer("ordinary");
    answer.body = std::move(body);
    stage.search_gives(answer);
    stage.cursor.clear();
    stage.clock.advance(std::chrono::minutes(2));
    return stage.search();
}

}  // namespace

TEST_CASE("half an emoji or a bad byte anywhere costs no more than the post it is in",
          "[networks][conformance]") {
    auto const connector = GENERATE(from_range(test::connectors()));
    if (connector.ending != ".json") return;
    test::ConformanceStage stage(connector);
    auto const ordinary = json::parse(stage.bytes("ordinary"));
    std::vector<std::string> const broken{"\\ud83d", "\\ude00", "\xF0\x9F", "\xE4", "\x01"};
    std::size_t turn = 0;
    for (auto const& place : places_in(ordinary)) {
        if (!ordinary[place].is_string()) continue;
        auto changed = ordinary;
        changed[place] = ordinary[place].get<std::string>() + "BROKEN";
        auto body = changed.dump();
        auto const& piece = broken[turn++ % broken.size()];
        body.replace(body.find("BROKEN"), 6, piece);
        INFO(connector.name << " with a broken end at " << place.to_string());
        auto const posts = page_of(stage, std::move(body)).posts;
        CHECK(posts.size() + 1 >= connector.ordinary.size());
        for (auto const& post : posts) CHECK(test::fault_of(post).value_or("") == "");
    }
}

TEST_CASE("an item of the wrong kind in a list hides none of the others", "[networks][conformance]") {
    auto const connector = GENERATE(from_range(test::connectors()));
    if (connector.ending != ".json") return;
    test::ConformanceStage stage(connector);
    auto const ordinary = json::parse(stage.bytes("ordinary"));
    std::ptrdiff_t told = 0;
    for (auto const& place : places_in(ordinary)) {
        if (!ordinary[place].is_array()) continue;
        for (auto const& value : strange()) {
            auto changed = ordinary;
            changed[place].insert(changed[place].begin(), value);
            changed[place].push_back(value);
            INFO(connector.name << " with " << value.dump() << " at " << place.to_string());
            auto const page = page_of(stage, changed.dump());
            CHECK(page.posts.size() == connector.ordinary.size());
            told += std::ranges::count(page.skipped, "a page", &bot::networks::Skipped::where);
        }
    }
    CHECK(told > 0);
}

TEST_CASE("no answer of a strange shape breaks a network", "[networks][conformance]") {
    auto const connector = GENERATE(from_range(test::connectors()));
    if (connector.ending != ".json") return;
    test::ConformanceStage stage(connector);
    auto const ordinary = json::parse(stage.bytes("ordinary"));
    std::size_t turn = 0;  // Each place is three other things: all of them would take too long.
    for (auto const& place : places_in(ordinary))
        for (int i = 0; i < 3; ++i) {
            auto const& value = strange()[turn++ % strange().size()];
            auto changed = ordinary;
            changed[place] = value;
            INFO(connector.name << " with " << value.dump() << " at " << place.to_string());
            auto answer = stage.answer("ordinary");
            answer.body = changed.dump();
            stage.search_gives(answer);
            stage.cursor.clear();
            stage.clock.advance(std::chrono::minutes(2));
            try {
                for (auto const& post : stage.search().posts) CHECK(test::fault_of(post).value_or("") == "");
            } catch (bot::networks::NetworkError const& error) {
                CHECK_FALSE(error.maybe_sent);
            }
        }
}

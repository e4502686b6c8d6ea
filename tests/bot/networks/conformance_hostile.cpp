// Answers that are JSON and yet not what was promised: every value in turn is other things.

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

}  // namespace

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

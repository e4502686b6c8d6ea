#include "bot/award/rules.h"

#include <nlohmann/json.hpp>

namespace bot::award {
namespace {

using Json = nlohmann::json;

/// Sets what stands at that place if it is there and a whole number.
template <class Number>
void read(Json const& json, char const* pointer, Number& number) {
    Json::json_pointer const place(pointer);
    if (json.contains(place) && json.at(place).is_number_integer()) json.at(place).get_to(number);
}

}  // namespace

int Rules::expected(Band band) const {
    switch (band) {
        case Band::small:
            return expected_small;
        case Band::medium:
            return expected_medium;
        case Band::large:
            break;
    }
    return expected_large;
}

std::vector<std::string> Rules::boards() const {
    std::vector<std::string> all{std::string(all_categories)};
    all.insert(all.end(), categories.begin(), categories.end());
    return all;
}

std::string to_json(Rules const& rules) {
    return Json{{"categories", rules.categories},
                {"evidence", {{"invited", rules.invited_weight}, {"cold", rules.cold_weight}}},
                {"formula",
                 {{"id", rules.formula},
                  {"expected",
                   {{"small", rules.expected_small},
                    {"medium", rules.expected_medium},
                    {"large", rules.expected_large}}},
                  {"score_permille", rules.score_permille},
                  {"upper_permille", rules.upper_permille}}},
                {"gate", {{"answers", rules.gate_answers}, {"permille", rules.gate_permille}}},
                {"judge_weight", rules.judge_weight},
                {"too_close_below", rules.too_close_below}}
        .dump();
}

Rules rules_of(std::string_view text) {
    Rules rules;
    rules.categories.clear();
    auto const json = Json::parse(text, nullptr, false);
    if (!json.is_object()) return rules;
    if (auto const categories = json.find("categories"); categories != json.end())
        for (auto const& category : *categories)
            if (category.is_string() && category != all_categories)
                rules.categories.push_back(category.get<std::string>());
    if (Json::json_pointer const id("/formula/id"); json.contains(id) && json.at(id).is_string())
        json.at(id).get_to(rules.formula);
    read(json, "/evidence/invited", rules.invited_weight);
    read(json, "/evidence/cold", rules.cold_weight);
    read(json, "/formula/expected/small", rules.expected_small);
    read(json, "/formula/expected/medium", rules.expected_medium);
    read(json, "/formula/expected/large", rules.expected_large);
    read(json, "/formula/score_permille", rules.score_permille);
    read(json, "/formula/upper_permille", rules.upper_permille);
    read(json, "/gate/answers", rules.gate_answers);
    read(json, "/gate/permille", rules.gate_permille);
    read(json, "/judge_weight", rules.judge_weight);
    read(json, "/too_close_below", rules.too_close_below);
    return rules;
}

Rules rules_of(storage::Season const& season) {
    return rules_of(season.rules);
}

}  // namespace bot::award

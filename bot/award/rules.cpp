#include "bot/award/rules.h"

#include <array>
#include <nlohmann/json.hpp>

namespace bot::award {
namespace {

using Json = nlohmann::json;

/// Calls `visit` with each number of the rules and its place in the JSON.
void each_number(auto& rules, auto visit) {
    visit("/evidence/invited", rules.invited_weight);
    visit("/evidence/cold", rules.cold_weight);
    visit("/formula/expected/small", rules.expected_small);
    visit("/formula/expected/medium", rules.expected_medium);
    visit("/formula/expected/large", rules.expected_large);
    visit("/formula/score_permille", rules.score_permille);
    visit("/formula/wide_share", rules.wide_share);
    visit("/formula/upper_permille", rules.upper_permille);
    visit("/gate/answers", rules.gate_answers);
    visit("/gate/permille", rules.gate_permille);
    visit("/judge_weight", rules.judge_weight);
    visit("/places/apart_by", rules.apart_by);
    visit("/recognition/outstanding_score", rules.outstanding_score);
    visit("/recognition/thanked_people", rules.thanked_people);
    visit("/batch/nominations", rules.batch);
    visit("/batch/minutes", rules.batch_minutes);
}

Json json_of(CategoryWords const& words) {
    Json json{{"category", words.category}, {"title", words.title}};
    if (!words.language.empty()) json["language"] = words.language;
    if (!words.text.empty()) json["text"] = words.text;
    return json;
}

/// What is no text is "".
std::string text_in(Json const& json, char const* name) {
    auto const found = json.is_object() ? json.find(name) : json.end();
    return json.is_object() && found != json.end() && found->is_string() ? found->get<std::string>() : "";
}

}  // namespace

CategoryWords const* Rules::words_for(std::string_view category, std::string_view language) const {
    CategoryWords const* best = nullptr;
    for (auto const& one : words) {
        if (one.category != category) continue;
        if (one.language == language) return &one;
        if (one.language.empty()) best = &one;
    }
    return best;
}

int Rules::expected(std::optional<Band> band) const {
    return std::array{expected_small, expected_medium,
                      expected_large}[static_cast<std::size_t>(band.value_or(Band::large))];
}

std::vector<std::string> Rules::boards() const {
    std::vector<std::string> all{std::string(all_categories)};
    all.insert(all.end(), categories.begin(), categories.end());
    return all;
}

std::string to_json(Rules const& rules) {
    Json json{{"categories", rules.categories}, {"formula", {{"id", rules.formula}}}};
    each_number(rules, [&](char const* place, auto number) { json[Json::json_pointer(place)] = number; });
    for (auto const& words : rules.words) json["words"].push_back(json_of(words));
    return json.dump();
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
    if (auto const words = json.find("words"); words != json.end())
        for (auto const& one : *words)
            if (auto const category = text_in(one, "category"); !category.empty())
                rules.words.push_back(
                    {category, text_in(one, "language"), text_in(one, "title"), text_in(one, "text")});
    if (Json::json_pointer const id("/formula/id"); json.contains(id) && json.at(id).is_string())
        json.at(id).get_to(rules.formula);
    each_number(rules, [&](char const* pointer, auto& number) {
        Json::json_pointer const place(pointer);
        if (json.contains(place) && json.at(place).is_number_integer()) json.at(place).get_to(number);
    });
    return rules;
}

Rules rules_of(storage::Season const& season) {
    return rules_of(season.rules);
}

}  // namespace bot::award

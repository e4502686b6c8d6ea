#include "bot/publish/rules.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/award/tally.h"

namespace bot::publish {

Rules rules_of(storage::Season const& season) {
    Rules rules;
    rules.categories.emplace_back(award::all_categories);
    auto const json = nlohmann::json::parse(season.rules, nullptr, false);
    auto const at = [&](char const* pointer) {
        nlohmann::json::json_pointer const place(pointer);
        return json.is_object() && json.contains(place) ? json.at(place) : nlohmann::json();
    };
    for (auto const& category : at("/categories"))
        if (category.is_string() && category != award::all_categories)
            rules.categories.push_back(category.get<std::string>());
    if (auto const weight = at("/evidence/invited"); weight.is_number_integer())
        rules.invited_weight = weight;
    if (auto const weight = at("/evidence/cold"); weight.is_number_integer()) rules.cold_weight = weight;
    return rules;
}

}  // namespace bot::publish

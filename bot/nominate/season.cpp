#include "bot/nominate/season.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/base/keys.h"
#include "bot/base/user_error.h"
#include "bot/nominate/record.h"

namespace bot::nominate {
namespace {

bool plain(std::string const& id) {
    return !id.empty() && id.size() <= 40 && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

[[noreturn]] void refuse(std::string const& why) {
    throw UserError(UserError::Kind::invalid, "config: season: " + why);
}

void check(SeasonSettings const& settings) {
    if (!plain(settings.id)) refuse("the id may have a-z, 0-9 and '-' only");
    if (settings.closes_at <= settings.opens_at) refuse("it must close after it opens");
    if (settings.announced_at < settings.closes_at + std::chrono::days(21))
        refuse("winners are announced 21 days after it closes, or later");
    auto categories = settings.rules.categories;
    if (categories.empty()) refuse("it needs at least one category");
    if (!std::all_of(categories.begin(), categories.end(), plain))
        refuse("categories may have a-z, 0-9 and '-' only");
    if (std::find(categories.begin(), categories.end(), "all") != categories.end())
        refuse("\"all\" names the board of all categories, not a category");
    std::sort(categories.begin(), categories.end());
    if (std::adjacent_find(categories.begin(), categories.end()) != categories.end())
        refuse("each category may be named once");
}

}  // namespace

std::string to_json(Rules const& rules) {
    return nlohmann::json{{"categories", rules.categories},
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

Rules rules_of(std::string const& text) {
    auto const json = nlohmann::json::parse(text);
    auto const& formula = json.at("formula");
    Rules rules;
    json.at("categories").get_to(rules.categories);
    json.at("evidence").at("invited").get_to(rules.invited_weight);
    json.at("evidence").at("cold").get_to(rules.cold_weight);
    formula.at("id").get_to(rules.formula);
    formula.at("expected").at("small").get_to(rules.expected_small);
    formula.at("expected").at("medium").get_to(rules.expected_medium);
    formula.at("expected").at("large").get_to(rules.expected_large);
    formula.at("score_permille").get_to(rules.score_permille);
    formula.at("upper_permille").get_to(rules.upper_permille);
    json.at("gate").at("answers").get_to(rules.gate_answers);
    json.at("gate").at("permille").get_to(rules.gate_permille);
    json.at("judge_weight").get_to(rules.judge_weight);
    json.at("too_close_below").get_to(rules.too_close_below);
    return rules;
}

Season read_rules(storage::Season const& season) {
    return {season, rules_of(season.rules)};
}

Ensured ensure_season(storage::Write& write, SeasonSettings const& settings, storage::Time now) {
    check(settings);
    storage::Season wanted{settings.id,
                           settings.name,
                           settings.opens_at,
                           settings.closes_at,
                           settings.announced_at,
                           to_json(settings.rules),
                           {},
                           random_bytes()};
    wanted.rules_sha256 = sha256_hex(wanted.rules);
    if (storage::seasons::add(write, wanted)) return {read_rules(wanted)};
    auto const stored = storage::seasons::find(write, settings.id).value();
    wanted.group_salt = stored.group_salt;
    auto const same = stored.rules == wanted.rules && stored.name == wanted.name &&
                      stored.opens_at == wanted.opens_at && stored.closes_at == wanted.closes_at &&
                      stored.announced_at == wanted.announced_at;
    if (same) return {read_rules(stored)};
    if (stored.opens_at <= now) return {read_rules(stored), true};
    storage::seasons::replace(write, wanted);
    return {read_rules(wanted)};
}

}  // namespace bot::nominate

#include "bot/nominate/season.h"

#include <algorithm>

#include "bot/base/keys.h"
#include "bot/base/user_error.h"
#include "bot/base/zone.h"
#include "bot/nominate/changes.h"
#include "bot/nominate/look_alike.h"
#include "bot/nominate/season_steps.h"
#include "storage/standings.h"

namespace bot::nominate {
namespace {

bool plain(std::string const& id) {
    return !id.empty() && id.size() <= 40 && std::ranges::all_of(id, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

std::optional<SeasonMistake> mistake_in_dates(SeasonSettings const& settings) {
    if (!is_zone(settings.zone))
        return SeasonMistake{"zone", "the zone must be a time zone by its IANA name, like \"Europe/Berlin\""};
    if (settings.publishes_at > settings.opens_at)
        return SeasonMistake{"publishes", "its rules must be published before it opens, or as it does"};
    if (settings.closes_at <= settings.opens_at)
        return SeasonMistake{"closes", "it must close after it opens"};
    if (settings.counts_at < settings.closes_at)
        return SeasonMistake{"counts", "it is counted after it closes"};
    if (settings.announced_at < settings.counts_at)
        return SeasonMistake{"announced", "winners are announced when it is counted, or later"};
    return std::nullopt;
}

std::optional<SeasonMistake> mistake_in_categories(Rules const& rules) {
    auto categories = rules.categories;
    if (categories.empty()) return SeasonMistake{"no_category", "it needs at least one category"};
    if (!std::ranges::all_of(categories, plain))
        return SeasonMistake{"category", "categories may have a-z, 0-9 and '-' only"};
    if (std::ranges::count(categories, award::all_categories) > 0)
        return SeasonMistake{"category_all", "\"all\" names the board of all categories, not a category"};
    std::ranges::sort(categories);
    if (std::ranges::adjacent_find(categories) != categories.end())
        return SeasonMistake{"category_twice", "each category may be named once"};
    for (auto const& words : rules.words)
        if (words.title.empty() || !std::ranges::binary_search(categories, words.category))
            return SeasonMistake{"words", "words are of a category of the season, and have a title"};
    return std::nullopt;
}

std::optional<SeasonMistake> mistake_in_numbers(Rules const& rules) {
    for (auto const permille : {rules.score_permille, rules.upper_permille})
        if (permille < 1 || permille > 999)
            return SeasonMistake{"quantile", "quantiles must be from 1 to 999 thousandths"};
    for (auto const expected : {rules.expected_small, rules.expected_medium, rules.expected_large})
        if (expected < 0 || expected > 1'000'000)
            return SeasonMistake{"expected", "what is expected of a company is from 0 to 1,000,000"};
    for (auto const weight : {rules.invited_weight, rules.cold_weight})
        if (weight < 0 || weight > award::point)
            return SeasonMistake{"weight", "a nomination weighs from 0 to 1,000,000"};
    if (rules.thanked_people < 1 || rules.gate_answers < 1 || rules.gate_permille < 1 ||
        rules.gate_permille > 999 || rules.batch < 1 || rules.batch_minutes < 1)
        return SeasonMistake{"minimum", "people, answers and the batch are at least 1, a share is below all"};
    return std::nullopt;
}

storage::Season row_of(SeasonSettings const& settings) {
    storage::Season row;
    row.id = settings.id;
    row.name = settings.name;
    row.opens_at = settings.opens_at;
    row.closes_at = settings.closes_at;
    row.announced_at = settings.announced_at;
    row.publishes_at = settings.publishes_at;
    row.counts_at = settings.counts_at;
    row.zone = settings.zone;
    row.rules = to_json(settings.rules);
    row.rules_sha256 = sha256_hex(row.rules);
    row.group_salt = random_bytes();
    return row;
}

bool same(storage::Season const& one, storage::Season const& other) {
    return one.rules == other.rules && one.name == other.name && one.opens_at == other.opens_at &&
           one.closes_at == other.closes_at && one.announced_at == other.announced_at &&
           one.publishes_at == other.publishes_at && one.counts_at == other.counts_at &&
           one.zone == other.zone;
}

constexpr int regrouped_at_once = 200;
/// The formula before the one of now: only places and what is expected of a size are others.
constexpr auto formula_with_groups_of_now = "gamma-6";

void regroup(storage::Write& write, Season const& season, storage::NominationId const& id,
             storage::Time now) {
    auto nomination = storage::nominations::find(write, id);
    if (!nomination || nomination->state != storage::Nomination::State::counted) return;
    nomination->group_ids =
        group_ids(season.group_salt, *nomination, storage::nomination_signals::of(write, id));
    storage::nominations::update(write, *nomination);
    storage::board_changes::mark(write, season.id, nomination->category, nomination->company, now);
}

void regroup_all(storage::Store& store, Season const& season, storage::Time now) {
    storage::NominationId last;
    for (;;) {
        auto const some = storage::nominations::of_season(store, season.id, last, regrouped_at_once);
        if (some.empty()) return;
        store.write([&](storage::Write& write) {
            for (auto const& one : some) regroup(write, season, one, now);
        });
        last = some.back();
    }
}

}  // namespace

std::optional<SeasonMistake> mistake_in(SeasonSettings const& settings) {
    if (!plain(settings.id)) return SeasonMistake{"id", "the id may have a-z, 0-9 and '-' only"};
    if (settings.name.empty() || settings.name.size() > 100)
        return SeasonMistake{"name", "it needs a name of at most 100 bytes"};
    if (settings.rules.formula != award::formula_id)
        return SeasonMistake{"formula", "the formula must be the program's own"};
    if (auto const wrong = mistake_in_dates(settings)) return wrong;
    if (auto const wrong = mistake_in_categories(settings.rules)) return wrong;
    return mistake_in_numbers(settings.rules);
}

Ensured ensure_season(storage::Write& write, SeasonSettings const& settings, storage::Time now) {
    if (auto const wrong = mistake_in(settings))
        throw UserError(UserError::Kind::invalid, "config: season: " + std::string(wrong->sentence));
    auto const wanted = row_of(settings);
    if (storage::seasons::add(write, wanted)) {
        storage::seasons::made(write, {wanted.id, wanted.state, now, storage::SeasonStep::By::settings});
        for (auto const step : {award::SeasonState::published, award::SeasonState::open})
            if (!take_due_step(write, wanted.id, step, now)) break;
    } else if (auto const stored = storage::seasons::find(write, settings.id).value(); same(stored, wanted)) {
        return {Season(stored)};
    } else if (stored.state != award::SeasonState::draft) {
        return {Season(stored), true};
    } else {
        storage::seasons::replace(write, wanted);
    }
    return {Season(storage::seasons::find(write, settings.id).value())};
}

bool add_draft(storage::Write& write, SeasonSettings const& settings, storage::OperatorId const& person,
               storage::Time now) {
    auto const row = row_of(settings);
    if (!storage::seasons::add(write, row)) return false;
    storage::seasons::made(write, {row.id, row.state, now, storage::SeasonStep::By::console, person});
    return true;
}

bool edit_draft(storage::Write& write, SeasonSettings const& settings) {
    auto const stored = storage::seasons::find(write, settings.id);
    if (!stored || stored->state != award::SeasonState::draft) return false;
    storage::seasons::replace(write, row_of(settings));
    return true;
}

std::optional<BroughtOver> bring_over(storage::Store& store, std::string const& id, storage::Time now) {
    auto const stored = storage::seasons::find(store, id);
    if (!stored || stored->state >= award::SeasonState::closed) return std::nullopt;
    Season season(*stored);
    auto& rules = season.parts;
    if (rules.formula == award::formula_id) return std::nullopt;
    BroughtOver changed{rules.formula, false};
    if (rules.formula != formula_with_groups_of_now) regroup_all(store, season, now);
    rules.formula = award::formula_id;
    if (rules.expected_small == 1 && rules.expected_medium == 10 && rules.expected_large == 100) {
        Rules const today;
        rules.expected_medium = today.expected_medium;
        rules.expected_large = today.expected_large;
        changed.sizes_changed = true;
    }
    season.rules = to_json(season.parts);
    season.rules_sha256 = sha256_hex(season.rules);
    store.write([&](storage::Write& write) { storage::seasons::replace(write, season); });
    return changed;
}

}  // namespace bot::nominate

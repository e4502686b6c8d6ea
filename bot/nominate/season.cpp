#include "bot/nominate/season.h"

#include <algorithm>

#include "bot/base/keys.h"
#include "bot/base/user_error.h"
#include "bot/nominate/changes.h"
#include "bot/nominate/look_alike.h"
#include "storage/standings.h"

namespace bot::nominate {
namespace {

bool plain(std::string const& id) {
    return !id.empty() && id.size() <= 40 && std::ranges::all_of(id, [](char c) {
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
    if (!std::ranges::all_of(categories, plain)) refuse("categories may have a-z, 0-9 and '-' only");
    if (std::ranges::count(categories, "all") > 0)
        refuse("\"all\" names the board of all categories, not a category");
    std::ranges::sort(categories);
    if (std::ranges::adjacent_find(categories) != categories.end()) refuse("each category may be named once");
    auto const& rules = settings.rules;
    if (rules.formula != award::formula_id) refuse("the formula must be " + std::string(award::formula_id));
    for (auto const permille : {rules.score_permille, rules.upper_permille})
        if (permille < 1 || permille > 999) refuse("quantiles must be from 1 to 999 thousandths");
    for (auto const expected : {rules.expected_small, rules.expected_medium, rules.expected_large})
        if (expected < 0) refuse("what is expected of a company cannot be less than nothing");
    for (auto const weight : {rules.invited_weight, rules.cold_weight})
        if (weight < 0 || weight > award::point) refuse("a nomination weighs from 0 to 1,000,000");
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
    if (storage::seasons::add(write, wanted)) return {Season(wanted)};
    auto const stored = storage::seasons::find(write, settings.id).value();
    wanted.group_salt = stored.group_salt;
    auto const same = stored.rules == wanted.rules && stored.name == wanted.name &&
                      stored.opens_at == wanted.opens_at && stored.closes_at == wanted.closes_at &&
                      stored.announced_at == wanted.announced_at;
    if (same) return {Season(stored)};
    if (stored.opens_at <= now) return {Season(stored), true};
    storage::seasons::replace(write, wanted);
    return {Season(wanted)};
}

std::optional<BroughtOver> bring_over(storage::Store& store, std::string const& id, storage::Time now) {
    auto const stored = storage::seasons::find(store, id);
    if (!stored || now >= stored->closes_at) return std::nullopt;
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

#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "storage/seasons.h"

namespace bot::nominate {

/// What a season is played by. Published, with its SHA-256, before the season opens, and not changed after.
struct Rules {
    /// Ids, in the order of the form: a-z, 0-9 and '-'.
    std::vector<std::string> categories{"empathy", "knowledge", "professionalism", "team"};
    /// Micro-points of one confirmed person who came through an invitation, or found the form alone.
    long long invited_weight = 1'000'000;
    long long cold_weight = 400'000;
    /// The name of the maths, and its parameters: what an ordinary company of each size is expected to
    /// collect, and the quantiles (thousandths) of the score and the interval's upper end.
    std::string formula = "gamma-5";
    int expected_small = 1;
    int expected_medium = 10;
    int expected_large = 100;
    int score_permille = 50;
    int upper_permille = 950;
    /// The gate for winning: so many answers to "did it end well?", and surely (5 %) at least so many
    /// thousandths good.
    int gate_answers = 5;
    int gate_permille = 600;
    /// Of 100, how much the judges decide.
    int judge_weight = 25;
    /// Fewer independent people than this between two companies is too close to call.
    int too_close_below = 5;

    friend bool operator==(Rules const&, Rules const&) = default;
};

/// Canonical JSON: sorted keys, no spaces.
std::string to_json(Rules const& rules);
/// Throws std::runtime_error if a part is missing; unknown parts are passed over.
Rules rules_of(std::string const& json);

/// What the config says of a season.
struct SeasonSettings {
    std::string id;
    std::string name;
    storage::Time opens_at{};
    storage::Time closes_at{};
    storage::Time announced_at{};  // at least 21 days after it closes
    Rules rules;
};

/// A season with its rules read.
struct Season : storage::Season {
    Rules parts;
};
Season read_rules(storage::Season const& season);

/// The season as it is played.
struct Ensured {
    Season season;
    /// The settings differ from what was published before it opened; the published rules stand.
    bool settings_ignored = false;
};

/// Stores the season of the settings, or brings one that has not opened yet up to them. Throws UserError
/// naming the setting if one makes no sense.
Ensured ensure_season(storage::Write& write, SeasonSettings const& settings, storage::Time now);

}  // namespace bot::nominate

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "bot/award/rules.h"

// The season that nominations are for: from the config or the console into the database, where its rules stand
// for good once they are published. How it goes on from there is season_steps.h.
namespace bot::nominate {

using award::Rules;
using award::Season;

/// What the config or a form says of a season, not checked yet.
struct SeasonSettings {
    std::string id;    // a-z, 0-9 and '-', at most 40; part of addresses
    std::string name;  // as people read it: "Autumn 2026"
    storage::Time opens_at{};
    storage::Time closes_at{};     // the first moment at which it is closed
    storage::Time announced_at{};  // when it is counted, or later
    Rules rules;
    /// When its rules are published, at the latest when it opens. Empty: by a person.
    std::optional<storage::Time> publishes_at{};
    /// At least 21 days after it closes unless told: who confirms last, within a week, is asked two weeks later
    /// how it ended.
    storage::Time counts_at{};
    std::string zone = "UTC";
};

/// Follow-ups have had their time so long after the close: a week to confirm, and two until they are asked.
inline constexpr std::chrono::days counted_after{21};

/// What is wrong with a season: the end of a message's key, "season.wrong.<key>", and the sentence that the
/// config's reader gets. Empty if nothing is.
struct SeasonMistake {
    std::string_view key, sentence;
};
std::optional<SeasonMistake> mistake_in(SeasonSettings const& settings);

/// The season as the database has it now.
struct Ensured {
    Season season;
    /// The settings differ from what was published; the published rules stand.
    bool settings_ignored = false;
};

/// Stores the season of the config, or brings one that is still a draft up to it. A new one whose day has come
/// is published and opened in the same write, unless another one is open. Throws UserError naming the setting
/// if one makes no sense.
Ensured ensure_season(storage::Write& write, SeasonSettings const& settings, storage::Time now);

/// A new draft of a form, made by that operator. False if there is a season of that id.
bool add_draft(storage::Write& write, SeasonSettings const& settings, storage::OperatorId const& person,
               storage::Time now);
/// Other words, dates and rules for one that is still a draft; false if it is none (any more).
bool edit_draft(storage::Write& write, SeasonSettings const& settings);

/// What changed of an open season that was brought over.
struct BroughtOver {
    std::string formula;         // of before
    bool sizes_changed = false;  // what is expected of each size, which was the program's choice and still is
};

/// An open season whose rules name an older formula is brought over to the program's: what counts gets its
/// group ids anew where they were made otherwise, some in a write, and at the end the rules name the new one;
/// stopped half-way it is done again. Absent if that was not necessary. A closed season is left as it was
/// counted.
std::optional<BroughtOver> bring_over(storage::Store& store, std::string const& season, storage::Time now);

}  // namespace bot::nominate

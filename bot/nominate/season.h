#pragma once

#include <optional>
#include <string>

#include "bot/award/rules.h"

// The season that nominations are for: from the config into the database, once it is published for good.
namespace bot::nominate {

using award::Rules;
using award::Season;

/// What the config says of a season, not checked yet.
struct SeasonSettings {
    std::string id;    // a-z, 0-9 and '-', at most 40; part of addresses
    std::string name;  // as people read it: "Autumn 2026"
    storage::Time opens_at{};
    storage::Time closes_at{};     // the first moment at which it is closed
    storage::Time announced_at{};  // at least 21 days after it closes
    Rules rules;
};

/// The season as the database has it now.
struct Ensured {
    Season season;
    /// The settings differ from what was published before it opened; the published rules stand.
    bool settings_ignored = false;
};

/// Stores the season of the settings, or brings one that has not opened yet up to them. Throws UserError
/// naming the setting if one makes no sense.
Ensured ensure_season(storage::Write& write, SeasonSettings const& settings, storage::Time now);

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

#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/engine/store.h"

namespace storage {

/// One round of the awards. Its dates are the plan: days in its time zone, as moments. How far it really is
/// says `state`, which goes on one step at a time and never back (seasons::take).
struct Season {
    /// `published`: its rules are, for good. Nominations are taken in `open` alone; in `closed` those that
    /// were sent before are confirmed and follow-ups answered, and from `counted` on nothing changes.
    enum class State { draft, published, open, closed, counted, announced, archived };

    std::string id;  // "2026"; the key, part of addresses and of the public log
    std::string name;
    Time opens_at{};
    Time closes_at{};  // the first moment at which it is closed
    Time announced_at{};
    std::string rules;                    // JSON, byte for byte as published; see bot/award/rules.h
    std::string rules_sha256;             // hex
    std::string group_salt;               // 32 random bytes in base64; makes the opaque group ids
    std::optional<Time> forgotten_at{};   // when the last address and signal of it was removed
    std::optional<Time> publishes_at{};   // absent: a person publishes the rules
    Time counts_at{};                     // after the close, when follow-ups have had their time
    std::string zone = "UTC";             // IANA
    State state = State::draft;
};

template <>
inline constexpr auto stored_words<Season::State> = std::to_array<std::string_view>(
    {"draft", "published", "open", "closed", "counted", "announced", "archived"});

/// A step that a season took: what it led to, and who took it why.
struct SeasonStep {
    /// `settings`: made by the config; `upgrade`: taken before steps were written down.
    enum class By { clock, settings, console, command, upgrade };

    std::string season;
    Season::State state = Season::State::draft;
    Time taken_at{};
    By by = By::clock;
    std::optional<OperatorId> person{};  // of one taken on the console
    std::string reason{};                // "" if nobody gave one
};

template <>
inline constexpr auto stored_words<SeasonStep::By> =
    std::to_array<std::string_view>({"clock", "settings", "console", "command", "upgrade"});

/// A programme has a handful of seasons in its life, so each of these reads all of them and chooses.
namespace seasons {

/// False if there is one of that id.
bool add(Write&, Season const& season);
/// Replaces all but salt and state. Only while it is a draft, which the caller checks: what was published
/// must not change, but for a date that a person's step brings forward, and a new formula of the program.
void replace(Write&, Season const& season);
/// Takes the step from that state, by compare-and-swap, and writes it down; false if the season is in another
/// state (any more).
bool take(Write&, SeasonStep const& step, Season::State from);
/// Writes down that it was made.
void made(Write&, SeasonStep const& step);
/// Nothing is left of its people.
void forgotten(Write&, std::string const& id, Time now);
/// Notes that operators are told `what`: "week_left", "left_to_do" or "announced". False if they were before.
bool tell(Write&, std::string const& id, std::string_view what, Time now);

/// Whether they were.
bool told(Read const&, std::string const& id, std::string_view what);
/// By its id, in whatever state.
std::optional<Season> find(Read const&, std::string const& id);
/// The one that takes nominations; a unique index sees to it that there is no other.
std::optional<Season> open(Read const&);
/// The one to show: the open one, else the last that closed, else the next, a published one before a draft.
/// Empty only if there is none at all.
std::optional<Season> current(Read const&);
/// Newest first.
std::vector<Season> all(Read const&);
/// In the order in which they were taken.
std::vector<SeasonStep> steps(Read const&, std::string const& id);

}  // namespace seasons
}  // namespace storage

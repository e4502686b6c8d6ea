#pragma once

#include <optional>

#include "storage/seasons.h"

// How a season goes on: draft, rules published, open, closed, counted, announced, archived. Decides, and
// changes nothing: who takes the step is bot/nominate/season_steps.h.
namespace bot::award {

using SeasonState = storage::Season::State;

/// Where the one step from there leads; empty after the last.
std::optional<SeasonState> next_state(SeasonState state);

/// When the clock takes the step to that state; empty if only a person does, and for a draft, which nothing
/// leads to. Archived is what was announced a year ago.
std::optional<storage::Time> due_at(storage::Season const& season, SeasonState step);

/// The step that is due now. `another_open` says that another season takes nominations: then this one does
/// not open, and waits for the other's end. Of several that became due together the first; ask again after
/// it.
std::optional<SeasonState> due_step(storage::Season const& season, bool another_open, storage::Time now);

/// From then on nothing changes what a season comes to.
constexpr bool is_counted(SeasonState state) {
    return state >= SeasonState::counted;
}

}  // namespace bot::award

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bot/award/season_steps.h"
#include "bot/base/user_error.h"
#include "bot/pages/words.h"
#include "storage/seasons.h"

// A season's steps: taken by the clock, or by a person with a reason. Each is one short write: a
// compare-and-swap on the state, and the row that says when, who and why; so it is taken once, however many
// processes try, and a crash leaves either all of it or nothing.
namespace bot::nominate {

using award::SeasonState;

/// Why a step was not taken. The text is the message key "season.no.<key>", which the console and the command
/// line say with `arguments` in its places.
class StepRefused : public UserError {
public:
    StepRefused(Kind kind, std::string const& key, pages::Arguments values = {})
        : UserError(kind, "season.no." + key), arguments(std::move(values)) {}

    pages::Arguments const arguments;
};

/// A person's step.
struct Act {
    std::optional<storage::OperatorId> person;  // absent: the command line
    std::string reason;                         // needed where the clock would not take the step yet
};

/// Takes every step that the clock says is due, the seasons that close before those that open. How many it
/// took. A clock that nobody believes must not be asked: the caller sees to it (ClockWatch).
int take_due_steps(storage::Store& store, storage::Time now);
/// Within a write: this one step, if it is due.
bool take_due_step(storage::Write& write, std::string const& season, SeasonState step, storage::Time now);

/// Takes the step to that state now, whatever the clock says. Before its date the date becomes now. Throws
/// StepRefused: `not_found`, `order` (another step comes next), `reason` (it is early and there is none),
/// `too_long`, `other_open` (one season takes nominations at a time), `changed` (another was quicker).
void take_step(storage::Store& store, std::string const& season, SeasonState step, Act const& act,
               storage::Time now);

/// Whether a person must say why: the clock would not take that step yet.
bool needs_reason(storage::Season const& season, SeasonState step, storage::Time now);

}  // namespace bot::nominate

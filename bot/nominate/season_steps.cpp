#include "bot/nominate/season_steps.h"

#include <algorithm>

#include "bot/base/kill_point.h"
#include "bot/base/log.h"
#include "bot/base/strings.h"
#include "bot/text/code_points.h"
#include "storage/replies.h"

namespace bot::nominate {
namespace {

using storage::SeasonStep;
using storage::Time;

constexpr std::size_t longest_reason = 500;

std::optional<storage::Season> other_open(storage::Read const& read, storage::Season const& season) {
    auto open = storage::seasons::open(read);
    return open && open->id != season.id ? open : std::nullopt;
}

/// The date of a step that a person takes before it.
void bring_forward(storage::Season& season, SeasonState step, Time now) {
    auto const earlier = [now](auto& date) { date = std::min<Time>(date, now); };
    if (step == SeasonState::published) season.publishes_at = std::min(season.publishes_at.value_or(now), now);
    if (step == SeasonState::open) earlier(season.opens_at);
    if (step == SeasonState::closed) earlier(season.closes_at);
    if (step == SeasonState::counted) earlier(season.counts_at);
    if (step == SeasonState::announced) earlier(season.announced_at);
}

/// False if the season is in another state by now.
bool take(storage::Write& write, storage::Season const& season, SeasonStep const& step) {
    if (!storage::seasons::take(write, step, season.state)) return false;
    // What waits to leave with a link that is dead from now on comes back to the desk at once.
    if (step.state == SeasonState::closed) storage::replies::hasten_invitations(write, step.taken_at);
    kill_point("season.taking");
    return true;
}

}  // namespace

bool take_due_step(storage::Write& write, std::string const& id, SeasonState step, Time now) {
    auto const season = storage::seasons::find(write, id);
    if (!season || award::due_step(*season, other_open(write, *season).has_value(), now) != step) return false;
    return take(write, *season, {id, step, now, SeasonStep::By::clock});
}

int take_due_steps(storage::Store& store, Time now) {
    int taken = 0;
    for (bool again = true; again;) {
        again = false;
        auto seasons = storage::seasons::all(store);
        auto const open = std::ranges::any_of(
            seasons, [](auto const& season) { return season.state == SeasonState::open; });
        // Further ones first: one that closes makes room for the next.
        std::ranges::stable_sort(seasons, std::greater(), &storage::Season::state);
        for (auto const& season : seasons) {
            auto const step =
                award::due_step(season, open && season.state != SeasonState::open, now);
            if (!step) continue;
            again = store.write(
                [&](storage::Write& write) { return take_due_step(write, season.id, *step, now); });
            if (!again) continue;
            kill_point("season.taken");
            log::info("a season took a step", {{"season", log::vouched(season.id)},
                                               {"to", log::vouched(std::string(name_of(*step)))}});
            ++taken;
            break;
        }
    }
    return taken;
}

bool needs_reason(storage::Season const& season, SeasonState step, Time now) {
    auto const due = award::due_at(season, step);
    return due && now < *due;
}

void take_step(storage::Store& store, std::string const& id, SeasonState step, Act const& act, Time now) {
    using Kind = UserError::Kind;
    auto const reason = std::string(trimmed(act.reason));
    if (text::count_code_points(reason) > longest_reason) throw StepRefused(Kind::invalid, "too_long");
    store.write([&](storage::Write& write) {
        auto season = storage::seasons::find(write, id);
        if (!season) throw StepRefused(Kind::not_found, "not_found", {{"season", id}});
        if (award::next_state(season->state) != step)
            throw StepRefused(season->state < step ? Kind::invalid : Kind::conflict, "order",
                              {{"season", season->name}, {"state", std::string(name_of(season->state))}});
        auto const other = step == SeasonState::open ? other_open(write, *season) : std::nullopt;
        if (other) throw StepRefused(Kind::conflict, "other_open", {{"season", other->name}});
        if (reason.empty() && needs_reason(*season, step, now)) throw StepRefused(Kind::invalid, "reason");
        auto const by = act.person ? SeasonStep::By::console : SeasonStep::By::command;
        if (!take(write, *season, {id, step, now, by, act.person, reason}))
            throw StepRefused(Kind::conflict, "changed");
        bring_forward(*season, step, now);
        storage::seasons::replace(write, *season);
    });
    kill_point("season.taken");
}

}  // namespace bot::nominate

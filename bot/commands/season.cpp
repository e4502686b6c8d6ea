#include <fmt/format.h>

#include "bot/base/zone.h"
#include "bot/commands/commands.h"
#include "bot/installation.h"
#include "bot/nominate/form.h"
#include "bot/nominate/open_ends.h"
#include "bot/nominate/season_steps.h"
#include "bot/pages/words.h"
#include "storage/operators.h"

namespace bot::commands {
namespace {

using nominate::SeasonState;
using storage::Season;

std::string day(Season const& season, storage::Time time) {
    return day_of(time, season.zone);
}

/// "closed on 2026-11-30", as far as the clock goes.
std::string next_of(Season const& season) {
    auto const step = award::next_state(season.state);
    if (!step) return "nothing comes next";
    auto const due = award::due_at(season, *step);
    return fmt::format("next: {} {}", name_of(*step), due ? "on " + day(season, *due) : "when a person does it");
}

void print_steps(storage::Read const& read, Season const& season) {
    for (auto const& step : storage::seasons::steps(read, season.id)) {
        auto const person = step.person ? storage::operators::find(read, *step.person) : std::nullopt;
        fmt::print("  {:<10} {}  {}{}\n", name_of(step.state), day(season, step.taken_at),
                   person ? nominate::tidy_line(person->name) : std::string(name_of(step.by)),
                   step.reason.empty() ? "" : ": " + nominate::tidy_line(step.reason));
    }
}

void print_ends(storage::Read const& read, Season const& season) {
    auto const ends = nominate::open_ends(read, season.id);
    auto const print = [](char const* what, long long number) {
        auto const more = number > nominate::OpenEnds::most;
        fmt::print("  {:<45} {}{}\n", what, more ? "> " : "", more ? nominate::OpenEnds::most : number);
    };
    print("nominations that nobody confirmed yet", ends.unconfirmed);
    print("people who have not said how it ended", ends.unanswered);
    print("thanked companies without a size", ends.without_size);
    print("stories that may be shown and are not", ends.unread);
    print("invitations by hand that are not settled", ends.invitations);
}

Season season_named(storage::Read const& read, std::string const& id) {
    auto season = storage::seasons::find(read, id);
    if (!season)
        throw UserError(UserError::Kind::not_found,
                        "there is no season " + id + "; see: supportawards season list");
    return std::move(*season);
}

}  // namespace

int run(SeasonList const&, config::Sources const& sources) {
    auto installation = opened(sources);
    auto const all = storage::seasons::all(installation.store);
    if (all.empty()) fmt::print("There is no season yet; the first start of serve makes that of the settings.\n");
    for (auto const& season : all)
        fmt::print("{}\t{}\t{} to {}\t{}\t{}\n", season.id, name_of(season.state), day(season, season.opens_at),
                   day(season, season.closes_at - std::chrono::milliseconds(1)), next_of(season),
                   nominate::tidy_line(season.name));
    return 0;
}

int run(SeasonShow const& options, config::Sources const& sources) {
    auto installation = opened(sources);
    storage::Read const read(installation.store);
    auto const season = season_named(read, options.id);
    fmt::print("{} ({}) is {}; {}.\n", nominate::tidy_line(season.name), season.id, name_of(season.state),
               next_of(season));
    fmt::print("Its days are those of {}. Rules: SHA-256 {}\n\nSteps\n", season.zone, season.rules_sha256);
    print_steps(read, season);
    fmt::print("\nPlan\n");
    for (auto step = award::next_state(season.state); step; step = award::next_state(*step))
        if (auto const due = award::due_at(season, *step))
            fmt::print("  {:<10} {}\n", name_of(*step), day(season, *due));
    fmt::print("\nStill open\n");
    print_ends(read, season);
    return 0;
}

int run(SeasonTake const& options, config::Sources const& sources) {
    auto installation = opened(sources);
    auto const now = installation.clock->now();
    auto const step = storage::from_name<SeasonState>(options.step).value();
    try {
        nominate::take_step(installation.store, options.id, step, {{}, options.reason}, now);
    } catch (nominate::StepRefused const& refused) {
        throw UserError(refused.kind(), pages::Words().say("en", refused.what(), refused.arguments));
    }
    auto const season = season_named(installation.store, options.id);
    fmt::print("{} is {} from now on; {}.\n", season.id, name_of(season.state), next_of(season));
    return 0;
}

}  // namespace bot::commands

#include "storage/seasons.h"

#include <algorithm>

#include "storage/engine/sql.h"

namespace storage {
namespace {

constexpr Table season_table{"seasons",
                             "id, name, opens_at, closes_at, announced_at, rules, rules_sha256, group_salt, "
                             "forgotten_at, publishes_at, counts_at, zone, state"};
constexpr Table step_table{"season_steps", "season, state, taken_at, taken_by, operator, reason"};

}  // namespace

static auto fields(Season& row) {
    return std::tie(row.id, row.name, row.opens_at, row.closes_at, row.announced_at, row.rules,
                    row.rules_sha256, row.group_salt, row.forgotten_at, row.publishes_at, row.counts_at,
                    row.zone, row.state);
}

static auto fields(SeasonStep& row) {
    return std::tie(row.season, row.state, row.taken_at, row.by, row.person, row.reason);
}

namespace seasons {
namespace {

std::optional<Season> first_of(std::vector<Season>& seasons, std::initializer_list<Season::State> states) {
    for (auto& season : seasons)
        if (std::ranges::find(states, season.state) != states.end()) return std::move(season);
    return std::nullopt;
}

}  // namespace

bool add(Write& write, Season const& season) {
    return insert(write, season_table, season, "on conflict (id) do nothing") == 1;
}

void replace(Write& write, Season const& season) {
    update(write,
           {"seasons",
            "id, name, opens_at, closes_at, announced_at, rules, rules_sha256, publishes_at, counts_at, "
            "zone"},
           std::tie(season.id, season.name, season.opens_at, season.closes_at, season.announced_at,
                    season.rules, season.rules_sha256, season.publishes_at, season.counts_at, season.zone));
}

bool take(Write& write, SeasonStep const& step, Season::State from) {
    auto const taken =
        execute(write, "update seasons set state = :state where id = :id and state = :before",
                use(step.state, "state"), use(step.season, "id"), use(from, "before")) == 1;
    if (taken) made(write, step);
    return taken;
}

void made(Write& write, SeasonStep const& step) {
    insert(write, step_table, step);
}

void forgotten(Write& write, std::string const& id, Time now) {
    execute(write, "update seasons set forgotten_at = :now where id = :id", use(now, "now"), use(id, "id"));
}

bool tell(Write& write, std::string const& id, std::string_view what, Time now) {
    return insert(write, {"season_mails", "season, what, told_at"}, std::tie(id, what, now),
                  "on conflict (season, what) do nothing") == 1;
}

bool told(Read const& read, std::string const& id, std::string_view what) {
    return select_value<long long>(
               read, "select count(*) from season_mails where season = :season and what = :what",
               use(id, "season"), use(what, "what")) > 0;
}

std::vector<Season> all(Read const& read) {
    return select_all<Season>(read, {season_table, "order by opens_at desc, id"});
}

std::optional<Season> find(Read const& read, std::string const& id) {
    for (auto& season : all(read))
        if (season.id == id) return std::move(season);
    return std::nullopt;
}

std::optional<Season> open(Read const& read) {
    auto seasons = all(read);
    return first_of(seasons, {Season::State::open});
}

std::optional<Season> current(Read const& read) {
    using State = Season::State;
    auto seasons = all(read);
    if (auto now = first_of(seasons, {State::open})) return now;
    if (auto over = first_of(seasons, {State::closed, State::counted, State::announced, State::archived}))
        return over;
    std::ranges::reverse(seasons);
    if (auto next = first_of(seasons, {State::published})) return next;
    return first_of(seasons, {State::draft});
}

std::vector<SeasonStep> steps(Read const& read, std::string const& id) {
    auto steps = select_all<SeasonStep>(read, {step_table, "where season = :season"}, use(id, "season"));
    std::ranges::sort(steps, {}, &SeasonStep::state);
    return steps;
}

}  // namespace seasons
}  // namespace storage

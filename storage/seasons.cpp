#include "storage/seasons.h"

#include "storage/engine/sql.h"

namespace storage {
namespace {

constexpr Table season_table{
    "seasons", "id, name, opens_at, closes_at, announced_at, rules, rules_sha256, group_salt, forgotten_at"};

}  // namespace

static auto fields(Season& row) {
    return std::tie(row.id, row.name, row.opens_at, row.closes_at, row.announced_at, row.rules,
                    row.rules_sha256, row.group_salt, row.forgotten_at);
}

namespace seasons {

bool add(Write& write, Season const& season) {
    return insert(write, season_table, season, "on conflict (id) do nothing") == 1;
}

void replace(Write& write, Season const& season) {
    update(write, {"seasons", "id, name, opens_at, closes_at, announced_at, rules, rules_sha256"},
           std::tie(season.id, season.name, season.opens_at, season.closes_at, season.announced_at,
                    season.rules, season.rules_sha256));
}

void forgotten(Write& write, std::string const& id, Time now) {
    execute(write, "update seasons set forgotten_at = :now where id = :id", use(now, "now"), use(id, "id"));
}

std::vector<Season> all(Read const& read) {
    return select_all<Season>(read, {season_table, "order by opens_at desc, id"});
}

std::optional<Season> find(Read const& read, std::string const& id) {
    for (auto& season : all(read))
        if (season.id == id) return std::move(season);
    return std::nullopt;
}

std::optional<Season> open_at(Read const& read, Time now) {
    for (auto& season : all(read))
        if (season.opens_at <= now && now < season.closes_at) return std::move(season);
    return std::nullopt;
}

std::optional<Season> current(Read const& read, Time now) {
    if (auto open = open_at(read, now)) return open;
    auto seasons = all(read);
    for (auto& season : seasons)
        if (season.closes_at <= now) return std::move(season);
    if (seasons.empty()) return std::nullopt;
    return std::move(seasons.back());
}

}  // namespace seasons
}  // namespace storage

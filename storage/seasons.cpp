#include "storage/seasons.h"

#include "storage/engine/sql.h"

namespace storage {

static auto fields(Season& row) {
    return std::tie(row.id, row.name, row.opens_at, row.closes_at, row.announced_at, row.rules,
                    row.rules_sha256, row.group_salt);
}

namespace seasons {

bool add(Write& write, Season const& season) {
    return execute(write, R"(
        insert into seasons (id, name, opens_at, closes_at, announced_at, rules, rules_sha256, group_salt)
        values (:id, :name, :opens, :closes, :announced, :rules, :sha256, :salt)
        on conflict (id) do nothing)",
                   use(season.id, "id"), use(season.name, "name"), use(season.opens_at, "opens"),
                   use(season.closes_at, "closes"), use(season.announced_at, "announced"),
                   use(season.rules, "rules"), use(season.rules_sha256, "sha256"),
                   use(season.group_salt, "salt")) == 1;
}

void replace(Write& write, Season const& season) {
    execute(write, R"(
        update seasons set name = :name, opens_at = :opens, closes_at = :closes,
        announced_at = :announced, rules = :rules, rules_sha256 = :sha256 where id = :id)",
            use(season.name, "name"), use(season.opens_at, "opens"), use(season.closes_at, "closes"),
            use(season.announced_at, "announced"), use(season.rules, "rules"),
            use(season.rules_sha256, "sha256"), use(season.id, "id"));
}

std::vector<Season> all(Read const& read) {
    return select_all<Season>(read, R"(
        select id, name, opens_at, closes_at, announced_at, rules, rules_sha256, group_salt
        from seasons order by opens_at desc, id)");
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

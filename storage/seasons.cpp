#include "storage/seasons.h"

#include "storage/engine/sql.h"

namespace storage::seasons {

bool add(Write& write, Season const& season) {
    soci::statement insert =
        (write.session().prepare
             << "insert into seasons (id, name, opens_at, closes_at, announced_at, rules, rules_sha256, "
                "group_salt)"
                " values (:id, :name, :opens, :closes, :announced, :rules, :sha256, :salt)"
                " on conflict (id) do nothing",
         use(season.id, "id"), use(season.name, "name"), use(season.opens_at, "opens"),
         use(season.closes_at, "closes"), use(season.announced_at, "announced"), use(season.rules, "rules"),
         use(season.rules_sha256, "sha256"), use(season.group_salt, "salt"));
    return affected(insert) == 1;
}

void replace(Write& write, Season const& season) {
    write.session() << "update seasons set name = :name, opens_at = :opens, closes_at = :closes,"
                       " announced_at = :announced, rules = :rules, rules_sha256 = :sha256 where id = :id",
        use(season.name, "name"), use(season.opens_at, "opens"), use(season.closes_at, "closes"),
        use(season.announced_at, "announced"), use(season.rules, "rules"), use(season.rules_sha256, "sha256"),
        use(season.id, "id");
}

std::vector<Season> all(Read const& read) {
    Season row;
    soci::statement select =
        (read.session().prepare
             << "select id, name, opens_at, closes_at, announced_at, rules, rules_sha256, group_salt"
                " from seasons order by opens_at desc, id",
         into(row.id), into(row.name), into(row.opens_at), into(row.closes_at), into(row.announced_at),
         into(row.rules), into(row.rules_sha256), into(row.group_salt));
    std::vector<Season> seasons;
    for_each(select, [&] { seasons.push_back(row); });
    return seasons;
}

// A programme has a handful of seasons in its life: choosing among all of them is quick and says what it
// does.

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

}  // namespace storage::seasons

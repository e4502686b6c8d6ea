#include "storage/standings.h"

#include <algorithm>

#include "storage/engine/sql.h"

namespace storage {
namespace {

constexpr Table standing_table{
    "standings",
    "season, category, company, k, people, new_people, team_credit, person_credit, empathy_sum, empathy_count, "
    "knowledge_sum, knowledge_count, professionalism_sum, professionalism_count, ended_well, ended_partly, "
    "ended_badly, low, median, high, reach"};

}  // namespace

static auto fields(Standing& row) {
    return std::tie(row.season, row.category, row.company, row.k, row.people, row.new_people, row.team_credit,
                    row.person_credit, row.empathy.sum, row.empathy.count, row.knowledge.sum,
                    row.knowledge.count, row.professionalism.sum, row.professionalism.count, row.ended_well,
                    row.ended_partly, row.ended_badly, row.low, row.median, row.high, row.reach);
}

static auto fields(Stand& row) {
    return std::tie(row.company, row.low, row.high, row.reach, row.new_people, row.band, row.sector);
}

static auto fields(Ranked& row) {
    return std::tuple_cat(fields(row.standing), std::tie(row.slug, row.name, row.band, row.sector));
}

static auto fields(StoryRemoval& row) {
    return std::tie(row.season, row.company, row.changes);
}

static auto fields(BoardChange& row) {
    return std::tie(row.season, row.category, row.company, row.since, row.changes);
}

namespace standings {

std::vector<Voice> voices(Read const& read, std::string const& season, CompanyId const& company) {
    std::vector<Voice> all;
    Voice row;
    std::string credit;
    auto const add = [&] {
        row.thanks_team = credit != "person";
        all.push_back(row);
    };
    select_each(read, R"(
        select n.category, n.weight, n.group_ids, n.credit, n.empathy, n.knowledge, n.professionalism, f.answer,
               n.first_in_season, n.first_in_category
        from nominations n left join follow_ups f on f.nomination = n.id
        where n.company = :company and n.season = :season and n.state = 'counted' order by n.id)",
                std::tie(row.category, row.weight, row.group_ids, credit, row.empathy, row.knowledge,
                         row.professionalism, row.ended, row.first_in_season, row.first_in_category),
                add, use(company, "company"), use(season, "season"));
    return all;
}

std::optional<Time> last_confirmed(Read const& read, std::string const& season) {
    return select_first<Time>(read, R"(
        select confirmed_at from nominations where season = :season and state = 'counted'
        order by confirmed_at desc limit 1)",
                              use(season, "season"));
}

long long version(Read const& read, std::string const& season, CompanyId const& company) {
    return select_first<long long>(read, R"(
        select version from tallies where season = :season and company = :company)",
                                   use(season, "season"), use(company, "company"))
        .value_or(0);
}

long long tallied(Read const& read, std::string const& season) {
    return select_first<long long>(read, "select tallied from seasons where id = :season",
                                   use(season, "season"))
        .value_or(0);
}

bool replace(Write& write, std::string const& season, CompanyId const& company, long long version,
             std::vector<Standing> const& standings) {
    auto const next = version + 1;
    auto const mine = version == 0
                          ? insert(write, {"tallies", "season, company, version"},
                                   std::tie(season, company, next), "on conflict do nothing")
                          : execute(write, R"(
                  update tallies set version = version + 1
                  where season = :season and company = :company and version = :version)",
                                    use(season, "season"), use(company, "company"), use(version, "version"));
    if (mine == 0) return false;
    execute(write, "delete from standings where company = :company and season = :season",
            use(company, "company"), use(season, "season"));
    long long thanked = 0;
    for (auto const& standing : standings) {
        insert(write, standing_table, standing);
        thanked = std::max(thanked, standing.people);
    }
    execute(write, "update seasons set tallied = tallied + 1 where id = :season", use(season, "season"));
    execute(write, "update companies set thanked = :thanked where id = :company", use(thanked, "thanked"),
            use(company, "company"));
    return true;
}

std::vector<Standing> of_company(Read const& read, std::string const& season, CompanyId const& company) {
    return select_all<Standing>(read, {standing_table, R"(
        where season = :season and company = :company order by category)"},
                                use(season, "season"), use(company, "company"));
}

std::vector<Stand> board(Read const& read, std::string const& season, std::string const& category) {
    return select_all<Stand>(read, R"(
        select company, low, high, reach, new_people, band, sector
        from standings s join companies c on c.id = s.company
        where season = :season and category = :category and c.state = 'active'
        order by low desc, company)",
                             use(season, "season"), use(category, "category"));
}

std::vector<Ranked> ranked(Read const& read, std::string const& season, std::string const& category,
                           std::vector<CompanyId> const& companies) {
    std::vector<Ranked> all;
    all.reserve(companies.size());
    for (auto const& company : companies)
        if (auto line = select_first<Ranked>(read, {"select", standing_table.columns, R"(
            , slug, name, band, sector from standings s join companies c on c.id = s.company
            where season = :season and category = :category and company = :company and c.state = 'active')"},
                                             use(season, "season"), use(category, "category"),
                                             use(company, "company")))
            all.push_back(std::move(*line));
    return all;
}

long long without_size(Read const& read, std::string const& season, int looked_at) {
    return select_value<long long>(read, R"(
        select count(*) from (select company from standings where season = :season and category = 'all'
        order by people desc, company limit :most) few
        cross join companies where companies.id = few.company and companies.band is null
        and companies.state = 'active')",
                                   use(season, "season"), use(looked_at, "most"));
}

std::vector<CompanyId> companies(Read const& read, std::string const& season, CompanyId const& after,
                                 int limit) {
    return select_all<CompanyId>(read, R"(
        select distinct company from standings where season = :season and company > :after
        order by company limit :limit)",
                                 use(season, "season"), use(after, "after"), use(limit, "limit"));
}

}  // namespace standings

namespace story_removals {

void mark(Write& write, std::string const& season, CompanyId const& company) {
    insert(write, {"story_removals", "season, company"}, std::tie(season, company),
           "on conflict (season, company) do update set changes = story_removals.changes + 1");
}

std::vector<StoryRemoval> waiting(Read const& read, int limit) {
    return select_all<StoryRemoval>(
        read, "select season, company, changes from story_removals order by season, company limit :limit",
        use(limit, "limit"));
}

void done(Write& write, StoryRemoval const& removal) {
    execute(write, R"(
        delete from story_removals where season = :season and company = :company and changes = :changes)",
            use(removal.season, "season"), use(removal.company, "company"), use(removal.changes, "changes"));
}

}  // namespace story_removals

namespace board_changes {
namespace {

constexpr auto once_more =
    "on conflict (season, category, company) do update set changes = board_changes.changes + 1";

}  // namespace

void mark(Write& write, std::string const& season, std::string const& category, CompanyId const& company,
          Time now) {
    insert(write, {"board_changes", "season, category, company, since"},
           std::tie(season, category, company, now), once_more);
}

// "and true" keeps SQLite from taking the "on" that follows for a join.
void mark_company(Write& write, CompanyId const& company, Time now) {
    execute(write,
            {R"(
        insert into board_changes (season, category, company, since)
        select season, category, company, cast(:now as bigint) from standings
        where company = :company and category <> 'all' and true)",
             once_more},
            use(now, "now"), use(company, "company"));
}

std::vector<BoardChange> waiting(Read const& read, int limit) {
    return select_all<BoardChange>(read, R"(
        select season, category, company, since, changes
        from board_changes order by since, company, category limit :limit)",
                                   use(limit, "limit"));
}

long long confirmed_since(Read const& read, std::string const& season, Time since, long long most) {
    return select_value<long long>(read, R"(
        select count(*) from (select id from nominations
        where season = :season and state = 'counted' and confirmed_at >= :since limit :most) few)",
                                   use(season, "season"), use(since, "since"), use(most, "most"));
}

void done(Write& write, BoardChange const& change) {
    execute(write, R"(
        delete from board_changes where season = :season and category = :category
        and company = :company and since = :since and changes = :changes)",
            use(change.season, "season"), use(change.category, "category"), use(change.company, "company"),
            use(change.since, "since"), use(change.changes, "changes"));
}

}  // namespace board_changes
}  // namespace storage

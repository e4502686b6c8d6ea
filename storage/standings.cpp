#include "storage/standings.h"

#include "storage/engine/sql.h"

namespace storage {
namespace {

constexpr Table standing_table{
    "standings",
    "season, category, company, k, people, team_credit, person_credit, empathy_sum, empathy_count, "
    "knowledge_sum, knowledge_count, professionalism_sum, professionalism_count, ended_well, ended_partly, "
    "ended_badly, low, median, high"};

}  // namespace

static auto fields(Standing& row) {
    return std::tie(row.season, row.category, row.company, row.k, row.people, row.team_credit,
                    row.person_credit, row.empathy.sum, row.empathy.count, row.knowledge.sum,
                    row.knowledge.count, row.professionalism.sum, row.professionalism.count, row.ended_well,
                    row.ended_partly, row.ended_badly, row.low, row.median, row.high);
}

static auto fields(Ranked& row) {
    return std::tuple_cat(fields(row.standing), std::tie(row.slug, row.name, row.band, row.sector));
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
        select n.category, n.person_hash, n.weight, n.split, n.group_ids, n.credit, n.empathy, n.knowledge,
               n.professionalism, f.answer, (select count(distinct o.category) from nominations o
               where o.person_hash = n.person_hash and o.season = n.season and o.state = 'counted')
        from nominations n left join follow_ups f on f.nomination = n.id
        where n.season = :season and n.company = :company and n.state = 'counted'
        order by n.category, n.id)",
                std::tie(row.category, row.person_hash, row.weight, row.split, row.group_ids, credit,
                         row.empathy, row.knowledge, row.professionalism, row.ended, row.categories),
                add, use(season, "season"), use(company, "company"));
    return all;
}

long long people(Read const& read, std::string const& season, std::string const& category) {
    return select_value<long long>(read, R"(
        select count(distinct n.person_hash) from nominations n join companies c on c.id = n.company
        where n.season = :season and n.state = 'counted' and c.state = 'active'
        and (:category = '' or n.category = :category))",
                                   use(season, "season"), use(category, "category"));
}

std::optional<Time> last_confirmed(Read const& read, std::string const& season) {
    return select_value<std::optional<Time>>(read, R"(
        select max(confirmed_at) from nominations where season = :season and state = 'counted')",
                                             use(season, "season"));
}

void replace(Write& write, std::string const& season, CompanyId const& company,
             std::vector<Standing> const& standings) {
    execute(write, "delete from standings where season = :season and company = :company",
            use(season, "season"), use(company, "company"));
    for (auto const& standing : standings) insert(write, standing_table, standing);
}

std::vector<Standing> of_company(Read const& read, std::string const& season, CompanyId const& company) {
    return select_all<Standing>(read, {standing_table, R"(
        where season = :season and company = :company order by category)"},
                                use(season, "season"), use(company, "company"));
}

std::vector<Ranked> board(Read const& read, std::string const& season, std::string const& category) {
    return select_all<Ranked>(read, {"select", standing_table.columns, R"(
        , slug, name, band, sector from standings s join companies c on c.id = s.company
        where season = :season and category = :category and c.state = 'active'
        order by low desc nulls last, company)"},
                              use(season, "season"), use(category, "category"));
}

std::vector<CompanyId> companies(Read const& read, std::string const& season, CompanyId const& after,
                                 int limit) {
    return select_all<CompanyId>(read, R"(
        select distinct company from standings where season = :season and company > :after
        order by company limit :limit)",
                                 use(season, "season"), use(after, "after"), use(limit, "limit"));
}

}  // namespace standings

namespace board_changes {
namespace {

constexpr auto once_more =
    "on conflict (season, category, company) do update set changes = board_changes.changes + 1";

/// Its "where" ends in "and true", which keeps SQLite from taking the "on" that follows for a join.
constexpr auto mark_nominated = R"(
    insert into board_changes (season, category, company, since)
    select distinct season, category, company, cast(:now as bigint) from nominations)";

}  // namespace

void mark(Write& write, std::string const& season, std::string const& category, CompanyId const& company,
          Time now) {
    insert(write, {"board_changes", "season, category, company, since"},
           std::tie(season, category, company, now), once_more);
}

void mark_person(Write& write, std::string const& season, std::string const& person_hash, Time now) {
    execute(write, {mark_nominated, "where season = :season and person_hash = :person and true", once_more},
            use(now, "now"), use(season, "season"), use(person_hash, "person"));
}

void mark_company(Write& write, CompanyId const& company, Time now) {
    execute(write, {mark_nominated, "where company = :company and true", once_more}, use(now, "now"),
            use(company, "company"));
}

std::vector<BoardChange> waiting(Read const& read, int limit) {
    return select_all<BoardChange>(read, R"(
        select season, category, company, since, changes
        from board_changes order by since, company, category limit :limit)",
                                   use(limit, "limit"));
}

long long confirmed_since(Read const& read, std::string const& season, Time since) {
    return select_value<long long>(read, R"(
        select count(*) from nominations
        where season = :season and state = 'counted' and confirmed_at >= :since)",
                                   use(season, "season"), use(since, "since"));
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

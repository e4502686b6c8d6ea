#include "storage/board_changes.h"

#include "storage/engine/sql.h"

namespace storage::board_changes {

void mark(Write& write, std::string const& season, std::string const& category, CompanyId const& company,
          Time now) {
    write.session()
        << "insert into board_changes (season, category, company, since) "
           "values (:season, :category, :company, :now) "
           "on conflict (season, category, company) do update set changes = board_changes.changes + 1",
        use(season, "season"), use(category, "category"), use(company, "company"), use(now, "now");
}

// "where true" keeps SQLite from taking "on" for a join.
void mark_person(Write& write, std::string const& season, std::string const& person_hash, Time now) {
    write.session()
        << "insert into board_changes (season, category, company, since) "
           "select distinct season, category, company, cast(:now as bigint) from nominations "
           "where season = :season and person_hash = :person and true "
           "on conflict (season, category, company) do update set changes = board_changes.changes + 1",
        use(now, "now"), use(season, "season"), use(person_hash, "person");
}

void mark_company(Write& write, CompanyId const& company, Time now) {
    write.session()
        << "insert into board_changes (season, category, company, since) "
           "select distinct season, category, company, cast(:now as bigint) from nominations "
           "where company = :company and true "
           "on conflict (season, category, company) do update set changes = board_changes.changes + 1",
        use(now, "now"), use(company, "company");
}

std::vector<BoardChange> waiting(Read const& read, int limit) {
    BoardChange row;
    soci::statement statement =
        (read.session().prepare << "select season, category, company, since, changes "
                                   "from board_changes order by since, company, category limit :limit",
         use(limit, "limit"), into(row.season), into(row.category), into(row.company), into(row.since),
         into(row.changes));
    std::vector<BoardChange> all;
    for_each(statement, [&] { all.push_back(row); });
    return all;
}

long long confirmed_since(Read const& read, std::string const& season, Time since) {
    long long nominations = 0;
    read.session() << "select count(*) from nominations "
                      "where season = :season and state = 'counted' and confirmed_at >= :since",
        use(season, "season"), use(since, "since"), into(nominations);
    return nominations;
}

void done(Write& write, BoardChange const& change) {
    write.session() << "delete from board_changes where season = :season and category = :category "
                       "and company = :company and since = :since and changes = :changes",
        use(change.season, "season"), use(change.category, "category"), use(change.company, "company"),
        use(change.since, "since"), use(change.changes, "changes");
}

}  // namespace storage::board_changes

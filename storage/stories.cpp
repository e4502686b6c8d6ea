#include "storage/stories.h"

#include "storage/board_changes.h"
#include "storage/engine/sql.h"

namespace storage::stories {
namespace {

/// Runs an update that returns season, category and company of the row it changed, and marks them.
template <class Prepared>
bool mark_changed(Write& write, Prepared&& prepared, Time now) {
    std::string season, category;
    CompanyId company;
    soci::statement statement = (prepared, into(season), into(category), into(company));
    if (!statement.execute(true)) return false;
    board_changes::mark(write, season, category, company, now);
    return true;
}

}  // namespace

bool approve(Write& write, NominationId const& nomination, Time now) {
    return mark_changed(
        write,
        (write.session().prepare
             << "update nominations set story_approved_at = :now where id = :id and state = 'counted' "
                "and may_publish = 1 and story <> '' and story_approved_at is null "
                "returning season, category, company",
         use(now, "now"), use(nomination, "id")),
        now);
}

bool hide(Write& write, NominationId const& nomination, Time now) {
    return mark_changed(
        write,
        (write.session().prepare << "update nominations set story_approved_at = null where id = :id "
                                    "and story_approved_at is not null returning season, category, company",
         use(nomination, "id")),
        now);
}

bool approved(Read const& read, NominationId const& nomination) {
    long long found = 0;
    read.session() << "select count(*) from nominations where id = :id and story_approved_at is not null",
        use(nomination, "id"), into(found);
    return found > 0;
}

std::vector<Story> shown(Read const& read, std::string const& season, CompanyId const& company, int limit) {
    Story row;
    soci::statement statement =
        (read.session().prepare
             << "select n.id, n.company, c.slug, c.name, n.category, n.story, n.language, n.confirmed_day, "
                "n.story_approved_at from nominations n join companies c on c.id = n.company "
                "where n.season = :season and (:company = '' or n.company = :company) and n.state = "
                "'counted' "
                "and n.may_publish = 1 and n.story is not null and n.story_approved_at is not null "
                "and n.erased_at is null and c.state = 'active' order by n.story_approved_at desc, n.id "
                "limit :limit",
         use(season, "season"), use(company, "company"), use(limit, "limit"), into(row.nomination),
         into(row.company), into(row.company_slug), into(row.company_name), into(row.category),
         into(row.words), into(row.language), into(row.day), into(row.approved_at));
    std::vector<Story> all;
    for_each(statement, [&] { all.push_back(row); });
    return all;
}

}  // namespace storage::stories

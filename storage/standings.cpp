#include "storage/standings.h"

#include "storage/engine/sql.h"

namespace storage::standings {
namespace {

void add(Write& write, Standing const& row) {
    write.session()
        << "insert into standings (season, category, company, k, people, team_credit, person_credit, "
           "empathy_sum, empathy_count, knowledge_sum, knowledge_count, professionalism_sum, "
           "professionalism_count, ended_well, ended_partly, ended_badly, low, median, high) values "
           "(:season, :category, :company, :k, :people, :team, :person, :empathy, :empathies, :knowledge, "
           ":knowledges, :professionalism, :professionalisms, :well, :partly, :badly, :low, :median, :high)",
        use(row.season, "season"), use(row.category, "category"), use(row.company, "company"),
        use(row.k, "k"), use(row.people, "people"), use(row.team_credit, "team"),
        use(row.person_credit, "person"), use(row.empathy.sum, "empathy"),
        use(row.empathy.count, "empathies"), use(row.knowledge.sum, "knowledge"),
        use(row.knowledge.count, "knowledges"), use(row.professionalism.sum, "professionalism"),
        use(row.professionalism.count, "professionalisms"), use(row.ended_well, "well"),
        use(row.ended_partly, "partly"), use(row.ended_badly, "badly"), use(row.low, "low"),
        use(row.median, "median"), use(row.high, "high");
}

constexpr auto columns =
    "s.season, s.category, s.company, s.k, s.people, s.team_credit, s.person_credit, s.empathy_sum, "
    "s.empathy_count, "
    "s.knowledge_sum, s.knowledge_count, s.professionalism_sum, s.professionalism_count, s.ended_well, "
    "s.ended_partly, "
    "s.ended_badly, s.low, s.median, s.high";

/// Binds the columns above, in their order.
template <class Prepared>
void bind(Prepared& prepared, Standing& row) {
    prepared, into(row.season), into(row.category), into(row.company), into(row.k), into(row.people),
        into(row.team_credit), into(row.person_credit), into(row.empathy.sum), into(row.empathy.count),
        into(row.knowledge.sum), into(row.knowledge.count), into(row.professionalism.sum),
        into(row.professionalism.count), into(row.ended_well), into(row.ended_partly), into(row.ended_badly),
        into(row.low), into(row.median), into(row.high);
}

}  // namespace

std::vector<Voice> voices(Read const& read, std::string const& season, CompanyId const& company) {
    Voice row;
    std::string credit;
    soci::statement statement =
        (read.session().prepare
             << "select n.category, n.person_hash, n.weight, n.split, n.group_ids, n.credit, n.empathy, "
                "n.knowledge, "
                "n.professionalism, f.answer, (select count(distinct o.category) from nominations o "
                "where o.person_hash = n.person_hash and o.season = n.season and o.state = 'counted') "
                "from nominations n left join follow_ups f on f.nomination = n.id "
                "where n.season = :season and n.company = :company and n.state = 'counted' order by "
                "n.category, n.id",
         use(season, "season"), use(company, "company"), into(row.category), into(row.person_hash),
         into(row.weight), into(row.split), into(row.group_ids), into(credit), into(row.empathy),
         into(row.knowledge), into(row.professionalism), into(row.ended), into(row.categories));
    std::vector<Voice> all;
    for_each(statement, [&] {
        row.thanks_team = credit != "person";
        all.push_back(row);
    });
    return all;
}

long long people(Read const& read, std::string const& season, std::string const& category) {
    long long count = 0;
    read.session()
        << "select count(distinct n.person_hash) from nominations n join companies c on c.id = n.company "
           "where n.season = :season and n.state = 'counted' and c.state = 'active' "
           "and (:category = '' or n.category = :category)",
        use(season, "season"), use(category, "category"), into(count);
    return count;
}

std::optional<Time> newest(Read const& read, std::string const& season) {
    std::optional<Time> when;
    read.session()
        << "select max(confirmed_at) from nominations where season = :season and state = 'counted'",
        use(season, "season"), into(when);
    return when;
}

void replace(Write& write, std::string const& season, CompanyId const& company,
             std::vector<Standing> const& standings) {
    write.session() << "delete from standings where season = :season and company = :company",
        use(season, "season"), use(company, "company");
    for (auto const& standing : standings) add(write, standing);
}

std::vector<Standing> of_company(Read const& read, std::string const& season, CompanyId const& company) {
    Standing row;
    auto prepared =
        (read.session().prepare << "select " << columns
                                << " from standings s where s.season = :season and s.company = :company "
                                   "order by s.category",
         use(season, "season"), use(company, "company"));
    bind(prepared, row);
    soci::statement statement = prepared;
    std::vector<Standing> all;
    for_each(statement, [&] { all.push_back(row); });
    return all;
}

std::vector<Ranked> board(Read const& read, std::string const& season, std::string const& category) {
    Ranked row;
    std::optional<std::string> band;
    auto prepared =
        (read.session().prepare
             << "select " << columns
             << ", c.slug, c.name, c.band, c.sector from standings s join companies c on c.id = s.company "
                "where s.season = :season and s.category = :category and c.state = 'active' "
                "order by s.low desc nulls last, s.company",
         use(season, "season"), use(category, "category"));
    bind(prepared, row.standing);
    prepared, into(row.slug), into(row.name), into(band), into(row.sector);
    soci::statement statement = prepared;
    std::vector<Ranked> all;
    for_each(statement, [&] {
        row.band = band ? band_named(*band) : std::nullopt;
        all.push_back(row);
    });
    return all;
}

std::vector<CompanyId> companies(Read const& read, std::string const& season, CompanyId const& after,
                                 int limit) {
    CompanyId row;
    soci::statement statement =
        (read.session().prepare
             << "select distinct company from standings where season = :season and company > :after "
                "order by company limit :limit",
         use(season, "season"), use(after, "after"), use(limit, "limit"), into(row));
    std::vector<CompanyId> all;
    for_each(statement, [&] { all.push_back(row); });
    return all;
}

}  // namespace storage::standings

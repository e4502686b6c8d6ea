#include "storage/companies.h"

#include <array>

#include "storage/engine/sql.h"
#include "storage/fold.h"

namespace storage {
namespace {

constexpr std::array<std::string_view, 4> state_names{"active", "pending", "merged", "refused"};
constexpr std::array<std::string_view, 3> band_names{"small", "medium", "large"};

/// A company as its row has it.
struct Row {
    Company company;
    std::string state;
    std::optional<std::string> band;

    Company value() const {
        auto result = company;
        for (std::size_t i = 0; i < state_names.size(); ++i)
            if (state == state_names[i]) result.state = static_cast<Company::State>(i);
        result.band = band ? band_named(*band) : std::nullopt;
        return result;
    }
};

constexpr auto select =
    "select c.id, c.slug, c.name, c.state, c.merged_into, c.band, c.sector, c.domain, c.seed_key, c.author, "
    "c.steward, "
    "c.review_at, c.created_at from companies c ";

template <class Value>
std::vector<Company> selected(Read const& read, std::string const& rest, Value const& value) {
    std::vector<Company> found;
    Row row;
    auto& company = row.company;
    soci::statement statement =
        (read.session().prepare << select << rest, use(value, "value"), into(company.id), into(company.slug),
         into(company.name), into(row.state), into(company.merged_into), into(row.band), into(company.sector),
         into(company.domain), into(company.seed_key), into(company.author), into(company.steward),
         into(company.review_at), into(company.created_at));
    for_each(statement, [&] { found.push_back(row.value()); });
    return found;
}

std::optional<Company> first(std::vector<Company> const& found) {
    return found.empty() ? std::nullopt : std::optional(found.front());
}

std::optional<std::string> text_of(std::optional<Company::Band> band) {
    return band ? std::optional<std::string>(name_of(*band)) : std::nullopt;
}

}  // namespace

std::string_view name_of(Company::State state) {
    return state_names[static_cast<std::size_t>(state)];
}
std::string_view name_of(Company::Band band) {
    return band_names[static_cast<std::size_t>(band)];
}

std::optional<Company::Band> band_named(std::string_view name) {
    for (std::size_t i = 0; i < band_names.size(); ++i)
        if (name == band_names[i]) return static_cast<Company::Band>(i);
    return std::nullopt;
}

namespace companies {

Company add(Write& write, Company company) {
    auto const base = slug_of(company.name), folded = folded_name(company.name);
    std::string const state(name_of(company.state));
    auto const band = text_of(company.band);
    for (int number = 1;; ++number) {
        company.slug = number == 1 ? base : base + "-" + std::to_string(number);
        soci::statement statement =
            (write.session().prepare << "insert into companies (id, slug, name, folded_name, state, "
                                        "merged_into, band, sector, domain, seed_key, author, "
                                        "steward, review_at, created_at) values (:id, :slug, :name, :folded, "
                                        ":state, :merged_into, :band, :sector, "
                                        ":domain, :seed_key, :author, :steward, :review_at, :created_at) on "
                                        "conflict (slug) do nothing",
             use(company.id, "id"), use(company.slug, "slug"), use(company.name, "name"),
             use(folded, "folded"), use(state, "state"), use(company.merged_into, "merged_into"),
             use(band, "band"), use(company.sector, "sector"), use(company.domain, "domain"),
             use(company.seed_key, "seed_key"), use(company.author, "author"),
             use(company.steward, "steward"), use(company.review_at, "review_at"),
             use(company.created_at, "created_at"));
        if (affected(statement) == 1) return company;
    }
}

std::optional<Company> find(Read const& read, CompanyId const& id) {
    return first(selected(read, "where c.id = :value", id.text()));
}

std::optional<Company> find_by_slug(Read const& read, std::string_view slug) {
    return first(selected(read, "where c.slug = :value", std::string(slug)));
}

std::optional<Company> find_by_seed_key(Read const& read, std::string_view key) {
    return first(selected(read, "where c.seed_key = :value", std::string(key)));
}

std::optional<Company> find_by_name(Read const& read, std::string_view name) {
    return first(
        selected(read,
                 "where c.state in ('active', 'pending') and (c.folded_name = :value or c.id in "
                 "(select company from company_names where folded = :value and kind in ('handle', 'alias'))) "
                 "order by c.state, c.created_at, c.id",
                 folded_name(name)));
}

std::vector<Company> in_state(Read const& read, Company::State state) {
    return selected(read, "where c.state = :value order by c.name, c.id", std::string(name_of(state)));
}

std::vector<Company> familiar(Read const& read, int limit) {
    int active = 0;
    read.session() << "select count(*) from companies where state = 'active'", into(active);
    if (active <= limit) return in_state(read, Company::State::active);
    return selected(
        read,
        "left join (select company, count(*) as times from nominations group by company) n "
        "on n.company = c.id where c.state = 'active' and (n.times is not null or c.seed_key is null) "
        "order by coalesce(n.times, 0) desc, c.created_at desc, c.id limit :value",
        limit);
}

std::optional<Company> resolved(Read const& read, CompanyId const& id) {
    auto company = find(read, id);
    if (company && company->merged_into) return find(read, *company->merged_into);
    return company;
}

bool update(Write& write, Company const& company) {
    std::string const state(name_of(company.state));
    auto const band = text_of(company.band);
    auto const folded = folded_name(company.name);
    soci::statement statement =
        (write.session().prepare
             << "update companies set name = :name, folded_name = :folded, state = :state, merged_into = "
                ":merged_into, "
                "band = :band, sector = :sector, domain = :domain, author = :author, steward = :steward, "
                "review_at = :review_at where id = :id",
         use(company.name, "name"), use(folded, "folded"), use(state, "state"),
         use(company.merged_into, "merged_into"), use(band, "band"), use(company.sector, "sector"),
         use(company.domain, "domain"), use(company.author, "author"), use(company.steward, "steward"),
         use(company.review_at, "review_at"), use(company.id, "id"));
    return affected(statement) == 1;
}

bool decide(Write& write, CompanyId const& id, Company::State state) {
    std::string const name(name_of(state));
    soci::statement statement =
        (write.session().prepare
             << "update companies set state = :state where id = :id and state = 'pending'",
         use(name, "state"), use(id, "id"));
    return affected(statement) == 1;
}

}  // namespace companies
}  // namespace storage

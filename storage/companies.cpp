#include "storage/companies.h"

#include "storage/engine/sql.h"
#include "storage/name_folding.h"

namespace storage {
namespace {

constexpr Table company_table{
    "companies",
    "id, slug, name, state, merged_into, band, sector, domain, seed_key, author, steward, review_at, "
    "created_at"};

}  // namespace

static auto fields(Company& row) {
    return std::tie(row.id, row.slug, row.name, row.state, row.merged_into, row.band, row.sector, row.domain,
                    row.seed_key, row.author, row.steward, row.review_at, row.created_at);
}

static auto fields(CompanyName& row) {
    return std::tie(row.company, row.kind, row.name);
}

namespace companies {
namespace {

void move_rows(Write& write, CompanyId const& from, CompanyId const& into) {
    for (auto const& name : names(write, from)) {
        add_name(write, {into, name.kind, name.name});
        remove_name(write, name);
    }
    for (auto const* sql : {"update companies set merged_into = :into where merged_into = :from",
                            "update candidates set company = :into where company = :from"})
        execute(write, sql, use(into, "into"), use(from, "from"));
}

}  // namespace

Company add(Write& write, Company company) {
    auto const base = slug_of(company.name), folded = folded_name(company.name);
    for (int number = 1;; ++number) {
        company.slug = number == 1 ? base : base + "-" + std::to_string(number);
        auto row = company;
        if (insert(write, {"companies", std::string(company_table.columns) + ", folded_name"},
                   std::tuple_cat(fields(row), std::tie(folded)), "on conflict (slug) do nothing") == 1)
            return company;
    }
}

std::optional<Company> find(Read const& read, CompanyId const& id) {
    return select_first<Company>(read, {company_table, "where id = :value"}, use(id, "value"));
}

std::optional<Company> find_by_slug(Read const& read, std::string_view slug) {
    return select_first<Company>(read, {company_table, "where slug = :value"}, use(slug, "value"));
}

std::optional<Company> find_by_seed_key(Read const& read, std::string_view key) {
    return select_first<Company>(read, {company_table, "where seed_key = :value"}, use(key, "value"));
}

std::optional<Company> find_by_name(Read const& read, std::string_view name) {
    auto const folded = folded_name(name);
    return select_first<Company>(read, {company_table, R"(
        where state in ('active', 'pending') and (folded_name = :value or id in
        (select company from company_names where folded = :value and kind in ('handle', 'alias')))
        order by state, created_at, id)"},
                                 use(folded, "value"));
}

std::vector<Company> in_state(Read const& read, Company::State state) {
    return select_all<Company>(read, {company_table, "where state = :value order by name, id"},
                               use(state, "value"));
}

std::vector<Company> suggested(Read const& read, int limit) {
    auto const active =
        select_value<long long>(read, "select count(*) from companies where state = 'active'");
    if (active <= limit) return in_state(read, Company::State::active);
    return select_all<Company>(read, {company_table, R"(
        c left join (select company, count(*) as times from nominations group by company) n
        on n.company = c.id where c.state = 'active' and (n.times is not null or c.seed_key is null)
        order by coalesce(n.times, 0) desc, c.created_at desc, c.id limit :value)"},
                               use(limit, "value"));
}

std::optional<Company> resolved(Read const& read, CompanyId const& id) {
    auto company = find(read, id);
    if (company && company->merged_into) return find(read, *company->merged_into);
    return company;
}

bool update(Write& write, Company const& company) {
    auto const folded = folded_name(company.name);
    Table const table{"companies",
                      "id, name, folded_name, state, merged_into, band, sector, domain, author, steward, "
                      "review_at"};
    return update(write, table,
                  std::tie(company.id, company.name, folded, company.state, company.merged_into, company.band,
                           company.sector, company.domain, company.author, company.steward,
                           company.review_at)) == 1;
}

bool decide(Write& write, CompanyId const& id, Company::State state) {
    return execute(write, "update companies set state = :state where id = :id and state = 'pending'",
                   use(state, "state"), use(id, "id")) == 1;
}

bool merge(Write& write, CompanyId const& from, CompanyId const& into) {
    auto const source = find(write, from);
    auto const target = find(write, into);
    if (!source || !target || from == into || target->state != Company::State::active) return false;
    if (source->state != Company::State::active && source->state != Company::State::pending) return false;
    move_rows(write, from, into);
    if (folded_name(source->name) != folded_name(target->name))
        add_name(write, {into, CompanyName::Kind::alias, source->name});
    auto merged = *source;
    merged.state = Company::State::merged;
    merged.merged_into = into;
    return update(write, merged);
}

bool add_name(Write& write, CompanyName const& name) {
    auto const folded = folded_name(name.name);
    auto const written = name.name.substr(std::min(name.name.find_first_not_of("@# "), name.name.size()));
    return insert(write, {"company_names", "company, kind, name, folded"},
                  std::tie(name.company, name.kind, written, folded),
                  "on conflict (company, kind, folded) do nothing") == 1;
}

bool remove_name(Write& write, CompanyName const& name) {
    auto const folded = folded_name(name.name);
    return execute(write, R"(
        delete from company_names where company = :company and kind = :kind and folded = :folded)",
                   use(name.company, "company"), use(name.kind, "kind"), use(folded, "folded")) == 1;
}

std::vector<CompanyName> names(Read const& read, CompanyId const& company) {
    return select_all<CompanyName>(read, R"(
        select n.company, n.kind, n.name from company_names n
        where n.company = :company order by n.kind, n.folded)",
                                   use(company, "company"));
}

std::vector<CompanyName> all_names(Read const& read) {
    return select_all<CompanyName>(read, R"(
        select n.company, n.kind, n.name from company_names n join companies c on c.id = n.company
        where c.state = 'active' order by n.company, n.kind, n.folded)");
}

bool is_handle(Read const& read, std::string_view handle) {
    auto const folded = folded_name(handle);
    return select_value<long long>(read, R"(
        select count(*) from company_names n join companies c on c.id = n.company
        where n.folded = :folded and n.kind = 'handle' and c.state = 'active')",
                                   use(folded, "folded")) > 0;
}

bool has_handle(Read const& read, CompanyId const& company, std::string_view handle) {
    auto const folded = folded_name(handle);
    return select_value<long long>(read, R"(
        select count(*) from company_names
        where folded = :folded and kind = 'handle' and company = :company)",
                                   use(folded, "folded"), use(company, "company")) > 0;
}

}  // namespace companies
}  // namespace storage

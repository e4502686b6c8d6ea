#include "storage/companies.h"

#include "storage/engine/sql.h"
#include "storage/name_folding.h"

namespace storage {
namespace {

constexpr auto select_company = R"(
    select c.id, c.slug, c.name, c.state, c.merged_into, c.band, c.sector, c.domain, c.seed_key, c.author,
           c.steward, c.review_at, c.created_at
    from companies c)";

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
        auto const added = execute(
            write, R"(
            insert into companies (id, slug, name, folded_name, state, merged_into, band, sector, domain,
                                   seed_key, author, steward, review_at, created_at)
            values (:id, :slug, :name, :folded, :state, :merged_into, :band, :sector, :domain,
                    :seed_key, :author, :steward, :review_at, :created_at)
            on conflict (slug) do nothing)",
            use(company.id, "id"), use(company.slug, "slug"), use(company.name, "name"),
            use(folded, "folded"), use(company.state, "state"), use(company.merged_into, "merged_into"),
            use(company.band, "band"), use(company.sector, "sector"), use(company.domain, "domain"),
            use(company.seed_key, "seed_key"), use(company.author, "author"), use(company.steward, "steward"),
            use(company.review_at, "review_at"), use(company.created_at, "created_at"));
        if (added == 1) return company;
    }
}

std::optional<Company> find(Read const& read, CompanyId const& id) {
    return select_first<Company>(read, {select_company, "where c.id = :value"}, use(id, "value"));
}

std::optional<Company> find_by_slug(Read const& read, std::string_view slug) {
    return select_first<Company>(read, {select_company, "where c.slug = :value"}, use(slug, "value"));
}

std::optional<Company> find_by_seed_key(Read const& read, std::string_view key) {
    return select_first<Company>(read, {select_company, "where c.seed_key = :value"}, use(key, "value"));
}

std::optional<Company> find_by_name(Read const& read, std::string_view name) {
    auto const folded = folded_name(name);
    return select_first<Company>(read, {select_company, R"(
        where c.state in ('active', 'pending') and (c.folded_name = :value or c.id in
        (select company from company_names where folded = :value and kind in ('handle', 'alias')))
        order by c.state, c.created_at, c.id)"},
                                 use(folded, "value"));
}

std::vector<Company> in_state(Read const& read, Company::State state) {
    return select_all<Company>(read, {select_company, "where c.state = :value order by c.name, c.id"},
                               use(state, "value"));
}

std::vector<Company> suggested(Read const& read, int limit) {
    auto const active =
        select_value<long long>(read, "select count(*) from companies where state = 'active'");
    if (active <= limit) return in_state(read, Company::State::active);
    return select_all<Company>(read, {select_company, R"(
        left join (select company, count(*) as times from nominations group by company) n
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
    return execute(write, R"(
        update companies set name = :name, folded_name = :folded, state = :state, merged_into = :merged_into,
        band = :band, sector = :sector, domain = :domain, author = :author, steward = :steward,
        review_at = :review_at where id = :id)",
                   use(company.name, "name"), use(folded, "folded"), use(company.state, "state"),
                   use(company.merged_into, "merged_into"), use(company.band, "band"),
                   use(company.sector, "sector"), use(company.domain, "domain"),
                   use(company.author, "author"), use(company.steward, "steward"),
                   use(company.review_at, "review_at"), use(company.id, "id")) == 1;
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
    return execute(write, R"(
        insert into company_names (company, kind, name, folded) values (:company, :kind, :name, :folded)
        on conflict (company, kind, folded) do nothing)",
                   use(name.company, "company"), use(name.kind, "kind"), use(written, "name"),
                   use(folded, "folded")) == 1;
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

#include "storage/companies.h"

#include <algorithm>

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

static auto fields(ThankedCompany& row) {
    return std::tuple_cat(fields(row.company), std::tie(row.people));
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
    execute(write, "update companies set merged_into = :into where merged_into = :from", use(into, "into"),
            use(from, "from"));
}

}  // namespace

Company add(Write& write, Company company) {
    auto const base = slug_of(company.name), folded = folded_name(company.name);
    company.slug = base;
    // Counting up would try all that are there; many names have the same slug, as those without a Latin
    // letter.
    for (;;) {
        auto row = company;
        if (insert(write, {"companies", std::string(company_table.columns) + ", folded_name"},
                   std::tuple_cat(fields(row), std::tie(folded)), "on conflict (slug) do nothing") == 1)
            return company;
        company.slug = base + "-" + random_base32(4);
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
    auto found = select_all<Company>(read, {company_table, R"(
        where folded_name = :value and state in ('active', 'pending'))"},
                                     use(folded, "value"));
    // "cross join" has SQLite go from the few names to their companies.
    auto const by_alias = select_all<CompanyId>(read, R"(
        select c.id from company_names n cross join companies c where n.folded = :value
        and n.kind in ('handle', 'alias') and c.id = n.company and c.state in ('active', 'pending'))",
                                                use(folded, "value"));
    for (auto const& id : by_alias) found.push_back(find(read, id).value());
    auto const first = std::ranges::min_element(
        found, {}, [](Company const& one) { return std::tuple(one.state, one.created_at, one.id); });
    return first == found.end() ? std::nullopt : std::optional(*first);
}

std::vector<Company> in_state(Read const& read, Company::State state) {
    return select_all<Company>(read, {company_table, "where state = :value order by name, id"},
                               use(state, "value"));
}

std::vector<Company> search(Read const& read, std::string_view name, int limit) {
    auto const from = folded_name(name);
    // Above every text that begins so: no letter is above this one.
    auto const until = from + "\U0010FFFF";
    auto named = select_all<Company>(read, {company_table, R"(
        where state = 'active' and folded_name >= :from and folded_name < :until order by folded_name, id
        limit :limit)"},
                                     use(from, "from"), use(until, "until"), use(limit, "limit"));
    if (from.empty()) return named;
    auto const by_alias = select_all<CompanyId>(read, R"(
        select company from company_names where folded >= :from and folded < :until
        and kind in ('handle', 'alias') order by folded limit :limit)",
                                                use(from, "from"), use(until, "until"), use(limit, "limit"));
    auto const holding = select_all<CompanyId>(read, R"(
        select id from companies where state = 'active' and replace(folded_name, :find, '') <> folded_name
        order by folded_name, id limit :limit)",
                                               use(from, "find"), use(limit, "limit"));
    for (auto const& ids : {by_alias, holding})
        for (auto const& id : ids) {
            if (std::ssize(named) >= limit) break;
            if (std::ranges::find(named, id, &Company::id) != named.end()) continue;
            auto company = find(read, id).value();
            if (company.state == Company::State::active) named.push_back(std::move(company));
        }
    return named;
}

std::vector<Company> most_thanked(Read const& read, Company::State state, int limit) {
    return select_all<Company>(read, {company_table, R"(
        where state = :state order by thanked desc, created_at desc, id limit :limit)"},
                               use(state, "state"), use(limit, "limit"));
}

std::vector<ThankedCompany> without_size(Read const& read, int limit) {
    return select_all<ThankedCompany>(read, {"select", company_table.columns, R"(
        , thanked from companies where band is null and state = 'active' and thanked > 0
        order by thanked desc, id limit :limit)"},
                                      use(limit, "limit"));
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

void begin_move(Write& write, CompanyId const& company, Time now) {
    insert(write, {"company_moves", "company, since"}, std::tie(company, now), "on conflict do nothing");
}

std::vector<CompanyId> moving(Read const& read, int limit) {
    return select_all<CompanyId>(
        read, "select company from company_moves order by since, company limit :limit", use(limit, "limit"));
}

void moved(Write& write, CompanyId const& company) {
    execute(write, "delete from company_moves where company = :company", use(company, "company"));
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
        select count(*) from company_names n cross join companies c
        where n.folded = :folded and n.kind = 'handle' and c.id = n.company and c.state = 'active')",
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

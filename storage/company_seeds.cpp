#include "storage/company_seeds.h"

#include <array>
#include <map>
#include <set>

#include "storage/engine/sql.h"
#include "storage/name_folding.h"

namespace storage::company_seeds {
namespace {

using Said = std::set<std::tuple<std::string, std::string>>;  // field, value

constexpr std::array seed_fields{
    std::pair("name", &CompanySeed::name),     std::pair("sector", &CompanySeed::sector),
    std::pair("domain", &CompanySeed::domain), std::pair("band", &CompanySeed::band),
    std::pair("author", &CompanySeed::author), std::pair("steward", &CompanySeed::steward)};

constexpr std::array kinds{std::pair(CompanyName::Kind::handle, &CompanySeed::handles),
                           std::pair(CompanyName::Kind::hashtag, &CompanySeed::hashtags),
                           std::pair(CompanyName::Kind::alias, &CompanySeed::aliases),
                           std::pair(CompanyName::Kind::never, &CompanySeed::never)};

/// What the file says now, in the form it is remembered in.
Said said_by(CompanySeed const& seed) {
    Said said;
    for (auto const& [field, member] : seed_fields)
        if (auto const& value = seed.*member; !value.empty()) said.emplace(field, value);
    for (auto const& [kind, member] : kinds)
        for (auto const& name : seed.*member)
            if (auto folded = folded_name(name); !folded.empty())
                said.emplace(name_of(kind), std::move(folded));
    return said;
}

Said said_before(Read const& read, CompanyId const& company) {
    auto const rows = select_all<Said::value_type>(
        read, "select field, value from company_seeds where company = :company", use(company, "company"));
    return Said(rows.begin(), rows.end());
}

void remember(Write& write, CompanyId const& company, Said const& before, Said const& now) {
    for (auto const& [field, value] : before)
        if (!now.contains({field, value}))
            execute(write, R"(
                delete from company_seeds
                where company = :company and field = :field and value = :value)",
                    use(company, "company"), use(field, "field"), use(value, "value"));
    for (auto const& [field, value] : now)
        if (!before.contains({field, value}))
            insert(write, {"company_seeds", "company, field, value"}, std::tie(company, field, value));
}

std::string value_in(Said const& said, char const* field) {
    auto const found = said.lower_bound({field, ""});
    return found != said.end() && std::get<0>(*found) == field ? std::get<1>(*found) : "";
}

/// The fields of one company: takes what the file changed, unless somebody else changed it since.
struct Fields {
    Said const& before;
    Said const& now;
    Result& result;
    bool changed = false;

    std::string merged(char const* field, std::string const& here) {
        auto const was = value_in(before, field), is = value_in(now, field);
        if (was == is) return here;
        if (here != was) {
            if (here != is) ++result.kept;
            return here;
        }
        changed = true;
        return is;
    }
    std::optional<std::string> merged(char const* field, std::optional<std::string> const& here) {
        auto value = merged(field, here.value_or(""));
        return value.empty() ? std::nullopt : std::optional(std::move(value));
    }
};

void take_fields(Company& company, Fields& fields) {
    company.name = fields.merged("name", company.name);
    company.sector = fields.merged("sector", company.sector);
    company.domain = fields.merged("domain", company.domain);
    company.author = fields.merged("author", company.author);
    company.steward = fields.merged("steward", company.steward);
    auto const band = company.band ? std::string(name_of(*company.band)) : std::string();
    company.band = from_name<Company::Band>(fields.merged("band", band));
}

bool take_names(Write& write, CompanySeed const& seed, CompanyId const& company, Said const& before,
                Said const& now) {
    bool changed = false;
    for (auto const& [kind, member] : kinds) {
        std::string const field(name_of(kind));
        for (auto const& name : seed.*member)
            if (auto const folded = folded_name(name); !folded.empty() && !before.contains({field, folded}))
                changed |= companies::add_name(write, {company, kind, name});
        for (auto const& [old_field, folded] : before)
            if (old_field == field && !now.contains({old_field, folded}))
                changed |= companies::remove_name(write, {company, kind, folded});
    }
    return changed;
}

void apply_one(Write& write, CompanySeed const& seed, Time now, Result& result) {
    auto const said = said_by(seed);
    if (auto company = companies::find_by_seed_key(write, seed.key)) {
        auto const before = said_before(write, company->id);
        if (before == said) return;
        Fields fields{before, said, result};
        take_fields(*company, fields);
        if (fields.changed) companies::update(write, *company);
        auto const names_changed = take_names(write, seed, company->id, before, said);
        if (fields.changed || names_changed) ++result.updated;
        remember(write, company->id, before, said);
        return;
    }
    Company company;
    company.id = CompanyId::random();
    company.seed_key = seed.key;
    company.created_at = now;
    Result none;
    Said const nothing;
    Fields fields{nothing, said, none};
    take_fields(company, fields);
    companies::add(write, company);
    take_names(write, seed, company.id, {}, said);
    remember(write, company.id, {}, said);
    ++result.added;
}

}  // namespace

bool applied(Read const& read, std::string_view file, std::string_view sha256) {
    return select_first<std::string>(read, "select sha256 from seed_files where name = :name",
                                     use(file, "name")) == sha256;
}

Result apply(Write& write, std::string_view file, std::string_view sha256,
             std::vector<CompanySeed> const& seeds, Time now) {
    Result result;
    for (auto const& seed : seeds) apply_one(write, seed, now, result);
    insert(write, {"seed_files", "name, sha256"}, std::tie(file, sha256),
           "on conflict (name) do update set sha256 = excluded.sha256");
    return result;
}

}  // namespace storage::company_seeds

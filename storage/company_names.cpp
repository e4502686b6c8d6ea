#include <array>

#include "storage/companies.h"
#include "storage/engine/sql.h"
#include "storage/fold.h"

namespace storage {
namespace {

constexpr std::array<std::string_view, 4> kind_names{"handle", "hashtag", "alias", "not"};

std::vector<CompanyName> selected(Read const& read, std::string const& rest, CompanyId const& company) {
    std::vector<CompanyName> found;
    CompanyName row;
    std::string kind;
    soci::statement statement =
        (read.session().prepare << "select n.company, n.kind, n.name from company_names n " << rest,
         use(company, "company"), into(row.company), into(kind), into(row.name));
    for_each(statement, [&] {
        for (std::size_t i = 0; i < kind_names.size(); ++i)
            if (kind == kind_names[i]) row.kind = static_cast<CompanyName::Kind>(i);
        found.push_back(row);
    });
    return found;
}

void move_rows(Write& write, CompanyId const& from, CompanyId const& into) {
    for (auto const& name : companies::names(write, from)) {
        companies::add_name(write, {into, name.kind, name.name});
        companies::remove_name(write, name);
    }
    for (auto const* sql : {"update companies set merged_into = :into where merged_into = :from",
                            "update candidates set company = :into where company = :from"})
        write.session() << sql, use(into, "into"), use(from, "from");
}

}  // namespace

std::string_view name_of(CompanyName::Kind kind) {
    return kind_names[static_cast<std::size_t>(kind)];
}

namespace companies {

bool add_name(Write& write, CompanyName const& name) {
    std::string const kind(name_of(name.kind));
    auto const folded = folded_name(name.name);
    auto const written = name.name.substr(std::min(name.name.find_first_not_of("@# "), name.name.size()));
    soci::statement statement =
        (write.session().prepare << "insert into company_names (company, kind, name, folded) "
                                    "values (:company, :kind, :name, :folded) "
                                    "on conflict (company, kind, folded) do nothing",
         use(name.company, "company"), use(kind, "kind"), use(written, "name"), use(folded, "folded"));
    return affected(statement) == 1;
}

bool remove_name(Write& write, CompanyName const& name) {
    std::string const kind(name_of(name.kind));
    auto const folded = folded_name(name.name);
    soci::statement statement =
        (write.session().prepare
             << "delete from company_names where company = :company and kind = :kind and folded = :folded",
         use(name.company, "company"), use(kind, "kind"), use(folded, "folded"));
    return affected(statement) == 1;
}

bool is_handle(Read const& read, std::string_view handle) {
    auto const folded = folded_name(handle);
    long long found = 0;
    read.session() << "select count(*) from company_names n join companies c on c.id = n.company "
                      "where n.folded = :folded and n.kind = 'handle' and c.state = 'active'",
        use(folded, "folded"), into(found);
    return found > 0;
}

std::vector<CompanyName> names(Read const& read, CompanyId const& company) {
    return selected(read, "where n.company = :company order by n.kind, n.folded", company);
}

bool writes_as(Read const& read, CompanyId const& company, std::string_view handle) {
    auto const folded = folded_name(handle);
    long long found = 0;
    read.session() << "select count(*) from company_names "
                      "where folded = :folded and kind = 'handle' and company = :company",
        use(folded, "folded"), use(company, "company"), into(found);
    return found > 0;
}

std::vector<CompanyName> all_names(Read const& read) {
    return selected(read,
                    "join companies c on c.id = n.company where c.state = 'active' and :company = '' "
                    "order by n.company, n.kind, n.folded",
                    CompanyId());
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

}  // namespace companies
}  // namespace storage

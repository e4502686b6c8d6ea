#include "storage/operators.h"

#include <algorithm>

#include "storage/engine/sql.h"
#include "storage/name_folding.h"

namespace storage {
namespace {

constexpr Table operator_table{"operators", "id, name, role, password_hash, created_at, disabled_at"};
constexpr Table audit_table{"audit", "id, done_at, operator, route, subject, refused"};

}  // namespace

static auto fields(Operator& row) {
    return std::tie(row.id, row.name, row.role, row.password_hash, row.created_at, row.disabled_at);
}

static auto fields(AuditEntry& row) {
    return std::tie(row.id, row.at, row.person, row.route, row.subject, row.refused);
}

namespace operators {

bool add(Write& write, Operator const& person) {
    auto const folded = folded_name(person.name);
    auto row = person;
    return insert(write, {"operators", std::string(operator_table.columns) + ", folded_name"},
                  std::tuple_cat(fields(row), std::tie(folded)), "on conflict do nothing") == 1;
}

std::optional<Operator> find(Read const& read, OperatorId const& id) {
    return select_first<Operator>(read, {operator_table, "where id = :value"}, use(id, "value"));
}

std::optional<Operator> named(Read const& read, std::string const& name) {
    auto const folded = folded_name(name);
    return select_first<Operator>(read, {operator_table, "where folded_name = :value"}, use(folded, "value"));
}

std::vector<Operator> all(Read const& read) {
    return select_all<Operator>(read, {operator_table, "order by folded_name"});
}

bool may_lead(Read const& read, Operator const& person) {
    auto const is_lead = [](Operator const& one) { return one.role == Operator::Role::lead; };
    return is_lead(person) || std::ranges::none_of(all(read), is_lead);
}

void set_password(Write& write, OperatorId const& id, std::string const& hash) {
    execute(write, "update operators set password_hash = :hash where id = :id", use(hash, "hash"),
            use(id, "id"));
}

void disable(Write& write, OperatorId const& id, Time now) {
    execute(write, "update operators set disabled_at = :now where id = :id", use(now, "now"), use(id, "id"));
}

void enable(Write& write, OperatorId const& id) {
    execute(write, "update operators set disabled_at = null where id = :id", use(id, "id"));
}

}  // namespace operators

namespace audit {

void add(Write& write, AuditEntry const& entry) {
    insert(write, audit_table, entry);
}

std::vector<AuditEntry> recent(Read const& read, std::optional<OperatorId> const& person, int limit) {
    constexpr auto in_order = "order by done_at desc, id desc limit :many";
    if (!person) return select_all<AuditEntry>(read, {audit_table, in_order}, use(limit, "many"));
    return select_all<AuditEntry>(read, {audit_table, "where operator = :person", in_order},
                                  use(*person, "person"), use(limit, "many"));
}

}  // namespace audit
}  // namespace storage

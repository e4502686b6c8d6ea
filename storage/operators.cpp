#include "storage/operators.h"

#include "storage/engine/sql.h"
#include "storage/fold.h"

namespace storage::operators {

namespace {

constexpr char const* columns =
    "select id, name, role, password_hash, created_at, disabled_at from operators ";

struct Row {
    Operator person;
    std::string role;
    Operator taken() const {
        auto copy = person;
        copy.role = role == "lead" ? Operator::Role::lead : Operator::Role::plain;
        return copy;
    }
};

std::optional<Operator> one(Read const& read, std::string const& condition, std::string const& value) {
    Row row;
    auto& person = row.person;
    read.session() << columns << condition, use(value, "value"), into(person.id), into(person.name),
        into(row.role), into(person.password_hash), into(person.created_at), into(person.disabled_at);
    return read.session().got_data() ? std::optional(row.taken()) : std::nullopt;
}

}  // namespace

bool add(Write& write, Operator const& person) {
    auto const folded = folded_name(person.name);
    std::string const role = person.role == Operator::Role::lead ? "lead" : "plain";
    soci::statement insert =
        (write.session().prepare
             << "insert into operators (id, name, folded_name, role, password_hash, created_at, disabled_at)"
                " values (:id, :name, :folded, :role, :password, :created, :disabled) on conflict do nothing",
         use(person.id, "id"), use(person.name, "name"), use(folded, "folded"), use(role, "role"),
         use(person.password_hash, "password"), use(person.created_at, "created"),
         use(person.disabled_at, "disabled"));
    return affected(insert) == 1;
}

std::optional<Operator> find(Read const& read, OperatorId const& id) {
    return one(read, "where id = :value", id.text());
}

std::optional<Operator> named(Read const& read, std::string const& name) {
    return one(read, "where folded_name = :value", folded_name(name));
}

std::vector<Operator> all(Read const& read) {
    Row row;
    auto& person = row.person;
    soci::statement select =
        (read.session().prepare << columns << "order by folded_name", into(person.id), into(person.name),
         into(row.role), into(person.password_hash), into(person.created_at), into(person.disabled_at));
    std::vector<Operator> found;
    for_each(select, [&] { found.push_back(row.taken()); });
    return found;
}

bool may_lead(Read const& read, Operator const& person) {
    auto const is_lead = [](Operator const& one) { return one.role == Operator::Role::lead; };
    if (is_lead(person)) return true;
    auto const everybody = all(read);
    return std::none_of(everybody.begin(), everybody.end(),
                        [&](Operator const& other) { return is_lead(other) && !other.disabled_at; });
}

void set_password(Write& write, OperatorId const& id, std::string const& hash) {
    write.session() << "update operators set password_hash = :hash where id = :id", use(hash, "hash"),
        use(id, "id");
}

void disable(Write& write, OperatorId const& id, Time now) {
    write.session() << "update operators set disabled_at = :now where id = :id", use(now, "now"),
        use(id, "id");
}

}  // namespace storage::operators

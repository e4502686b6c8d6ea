#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/engine/store.h"

namespace storage {

/// A person who works at the desk. Rows are never deleted, as decisions and replies name them.
struct Operator {
    enum class Role { plain, lead };
    OperatorId id;
    std::string name;  // as typed; unique when folded (name_folding.h)
    Role role = Role::plain;
    std::optional<std::string> password_hash;  // argon2id, libsodium's text form; absent until set
    Time created_at{};
    std::optional<Time> disabled_at;  // from then on the person cannot sign in
};

template <>
inline constexpr auto stored_words<Operator::Role> = std::to_array<std::string_view>({"plain", "lead"});

namespace operators {

/// False, and nothing added, if that name (folded) or id is taken.
bool add(Write& write, Operator const& person);
/// Also a disabled one; so do the next two.
std::optional<Operator> find(Read const& read, OperatorId const& id);
/// By the name as people type it, in any case.
std::optional<Operator> named(Read const& read, std::string const& name);
/// By name.
std::vector<Operator> all(Read const& read);
/// Whether this person may do what is a lead's: leads, and everybody while nobody ever was one. Disabling the
/// last lead makes leads of nobody.
bool may_lead(Read const& read, Operator const& person);
/// `hash` as in Operator; ends no session.
void set_password(Write& write, OperatorId const& id, std::string const& hash);
/// From then on the person cannot sign in; their sessions are the caller's to end.
void disable(Write& write, OperatorId const& id, Time now);
/// The person may sign in again.
void enable(Write& write, OperatorId const& id);

}  // namespace operators

/// Something that was done on the console or to an operator, and whether it was let through: who, when, which
/// route, and the id in its address. Never what was typed. Kept as long as the installation.
struct AuditEntry {
    std::string id = random_base32(16);
    Time at{};
    std::optional<OperatorId> person;  // absent: the command line
    std::string route;                 // as it is listed: "POST /console/companies/{company}/accept"
    std::optional<std::string> subject;
    bool refused = false;  // the person's role did not allow it
};

namespace audit {

void add(Write& write, AuditEntry const& entry);
/// The newest first, of one operator or (empty) of all. By the indexes audit_by_time and
/// audit_by_operator.
std::vector<AuditEntry> recent(Read const& read, std::optional<OperatorId> const& person, int limit);

}  // namespace audit
}  // namespace storage

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
/// Whether this person may do what is a lead's: leads, and everybody while there is no lead.
bool may_lead(Read const& read, Operator const& person);
/// `hash` as in Operator; ends no session.
void set_password(Write& write, OperatorId const& id, std::string const& hash);
/// From then on the person cannot sign in; their sessions are the caller's to end.
void disable(Write& write, OperatorId const& id, Time now);

}  // namespace operators
}  // namespace storage

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/store.h"

namespace storage {

/// A person who works at the desk.
struct Operator {
    OperatorId id;
    std::string name;
    enum class Role { plain, lead } role = Role::plain;
    std::optional<std::string> password_hash;  // argon2id, libsodium's text form; absent until set
    Time created_at{};
    std::optional<Time> disabled_at;
};

}  // namespace storage

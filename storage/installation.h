#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "storage/engine/store.h"

/// What this installation decided once, by key: "public_url".
namespace storage::installation {

std::optional<std::string> find(Read const& read, std::string_view key);
/// Also replaces.
void set(Write& write, std::string_view key, std::string_view value, Time now);

}  // namespace storage::installation

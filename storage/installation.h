#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "storage/engine/store.h"

namespace storage {

/// What this installation decided once, by key: "public_url", which links, log and feeds depend on. Read and
/// set at the start.
namespace installation {

/// Empty if it was not decided yet.
std::optional<std::string> find(Read const& read, std::string_view key);
/// Also replaces.
void set(Write& write, std::string_view key, std::string_view value, Time now);

}  // namespace installation

/// The newest moment at which anything was stored here: a clock that shows less went backwards. Empty for a
/// database without rows. Reads a maximum each of posts, candidates, decisions, nominations and installation;
/// for `check`.
std::optional<Time> last_recorded(Read const& read);

}  // namespace storage

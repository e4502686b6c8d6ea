#pragma once

#include <optional>
#include <string>

#include "storage/engine/store.h"

/// People who are never queued again, as a keyed hash of their account and nothing else.
namespace storage::suppressions {

enum class Why { invited, stop };

/// Does nothing but remember: `stop` outweighs `invited`, and neither is ever taken back.
void add(Write& write, std::string const& author_key, Why why, Time now);
std::optional<Why> find(Read const& read, std::string const& author_key);

}  // namespace storage::suppressions

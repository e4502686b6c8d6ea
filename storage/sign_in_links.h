#pragma once

#include <optional>
#include <string>

#include "storage/engine/store.h"

/// One-time links by which an operator signs in the first time or after losing the password. Only the keyed
/// hash of a link's token is kept.
namespace storage::sign_in_links {

void add(Write& write, std::string const& token_hash, OperatorId const& person, Time expires_at);
/// Whose link it is, while it can be used.
std::optional<OperatorId> usable(Read const& read, std::string const& token_hash, Time now);
/// The same, and it cannot be used again; empty if another was quicker.
std::optional<OperatorId> spend(Write& write, std::string const& token_hash, Time now);

}  // namespace storage::sign_in_links

#pragma once

#include <filesystem>
#include <optional>

#include "storage/engine/store.h"

// Copies of an SQLite file. A server's database is dumped by its operator.

namespace storage::backups {

/// A consistent copy of an SQLite database while others write, for the owner alone and on the disk when this
/// returns. Nothing is left behind if it fails. Throws Error.
void copy(soci::session& session, std::filesystem::path const& to);

/// Where the copy of a database with that schema goes: schema-5-20260901T080000Z.db, made unique if it is
/// there.
std::filesystem::path path_for(std::filesystem::path const& folder, int schema, Time now);

/// The newest copy in the folder with a schema up to that one: of several schemas the highest, of one the
/// latest. Empty if there is none, or no such folder.
std::optional<std::filesystem::path> newest(std::filesystem::path const& folder, int schema);

}  // namespace storage::backups

#pragma once

#include <functional>
#include <string>
#include <vector>

#include "storage/engine/store.h"

// How a database gets from the schema it has to the program's: the migrations, the copy before, and the way
// back that is told when it is newer than the program. At opening only, on one thread.

namespace storage {

/// A file of storage/migrations, built into the program. Statements are split at ';' at a line's end (SQLite
/// would run only the first of several); lines of comment are left out.
struct Migration {
    int number = 0;    // the file name's
    std::string name;  // the file name
    std::vector<std::string> statements;
};
/// In order, without gaps. Throws std::logic_error for a file that breaks the rules.
std::vector<Migration> const& migrations();

/// The newest migration the database has; 0 for an empty one.
int schema_of(soci::session& session);

/// Applies those that are missing, up to `last` (0: all), inside the transaction the caller opened. `now_ms`
/// stamps them.
void migrate(soci::session& session, long long now_ms, int last = 0);

/// Brings the database to the program's schema, or says why not: see Store's constructor. `claim` is called
/// before anything is changed; it throws if another process holds the database. Returns the schema. Programs
/// that start at once wait for each other, and the second finds the work done.
int upgrade(soci::session& session, Engine engine, StoreOptions const& options,
            std::function<void()> const& claim);

}  // namespace storage

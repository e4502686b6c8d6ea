#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace soci {
class session;
}

namespace storage {

/// The files of storage/migrations, in order. `number` is the file name's; statements are split at ';' at a
/// line's end (SQLite would run only the first of several).
struct Migration {
    int number = 0;
    std::string name;
    std::vector<std::string> statements;
};
std::vector<Migration> const& migrations();

/// The newest migration the database has; 0 for an empty one.
int schema_of(soci::session& session);

/// Applies those that are missing, up to `last` (0: all), inside the transaction the caller opened. `now_ms`
/// stamps them.
void migrate(soci::session& session, long long now_ms, int last = 0);

}  // namespace storage

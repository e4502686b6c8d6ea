#include "storage/engine/upgrade.h"

#include <fmt/format.h>

#include "storage/engine/backups.h"
#include "storage/engine/connections.h"
#include "storage/engine/engine_error.h"
#include "storage/engine/migrations.h"
#include "storage/engine/sql.h"

namespace storage {
namespace {

std::string quoted(std::string const& path) {
    std::string text = "'";
    for (char const letter : path) text += letter == '\'' ? "'\\''" : std::string(1, letter);
    return text + "'";
}

std::string way_back(Engine engine, StoreOptions const& options, int known) {
    if (engine == Engine::postgresql) return "or restore the dump made before the upgrade with pg_restore";
    auto const copy = backups::newest(options.backups, known);
    if (!copy) return fmt::format("no copy from before the upgrade is in {}", options.backups.string());
    auto const file = options.database;
    return fmt::format(
        "or go back to the copy made before the upgrade, without what was written since: "
        "rm -f {} {} && cp {} {}",
        quoted(file + "-wal"), quoted(file + "-shm"), quoted(copy->string()), quoted(file));
}

/// Reads only, so that a database of another program, or of a newer one, stays untouched.
int schema_before(soci::session& session, Engine engine) {
    int ours = 0;
    int tables = 0;
    auto const* const count =
        engine == Engine::sqlite
            ? "select count(*), coalesce(sum(case when name = 'migrations' then 1 else 0 end), 0) "
              "from sqlite_master where type = 'table'"
            : "select count(*), coalesce(sum(case when table_name = 'migrations' then 1 else 0 end), 0) "
              "from information_schema.tables where table_schema = current_schema()";
    session << count, into(tables), into(ours);
    if (ours == 1) return schema_of(session);
    if (tables > 0)
        throw Error(Error::Kind::broken,
                    "the database holds the tables of another program; set an empty one");
    return 0;
}

void apply(soci::session& session, Engine engine, Time now) {
    session << (engine == Engine::sqlite ? "begin immediate" : "begin");
    try {
        // Two programs that start at once wait for each other; the second finds the work done.
        if (engine == Engine::postgresql) session << "select pg_advisory_xact_lock(7777264, 1)";
        migrate(session, now.time_since_epoch().count());
        session << "commit";
    } catch (...) {
        roll_back(session);
        throw;
    }
}

}  // namespace

int upgrade(soci::session& session, Engine engine, StoreOptions const& options,
            std::function<void()> const& claim) {
    auto const known = migrations().back().number;
    try {
        auto const have = schema_before(session, engine);
        if (have > known)
            throw Error(
                Error::Kind::newer_schema,
                fmt::format(
                    "the database has schema {}, this program knows up to {}; install the newer program "
                    "again, {}",
                    have, known, way_back(engine, options, known)));
        if (have == known) return known;
        claim();
        auto const now = options.now();
        if (have > 0 && engine == Engine::sqlite) {
            std::filesystem::create_directories(options.backups);
            backups::copy(session, backups::path_for(options.backups, have, now));
        }
        apply(session, engine, now);
        return known;
    } catch (soci::soci_error const& failure) {
        throw translated(failure, "preparing the database");
    }
}

}  // namespace storage

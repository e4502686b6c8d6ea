#include "storage/engine/upgrade.h"

#include <fmt/format.h>

#include <charconv>

#include "embedded_migrations.h"
#include "storage/engine/backups.h"
#include "storage/engine/connections.h"
#include "storage/engine/sql.h"

namespace storage {
namespace {

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> statements;
    std::string statement;
    while (!text.empty()) {
        auto const end = text.find('\n');
        auto line = text.substr(0, end);
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
        if (auto const first = line.find_first_not_of(' ');
            first == line.npos || line.substr(first).starts_with("--"))
            continue;
        bool const last = line.ends_with(';');
        if (last) line.remove_suffix(1);
        statement.append(line) += '\n';
        if (last) statements.push_back(std::exchange(statement, {}));
    }
    if (!statement.empty()) throw std::logic_error("a migration does not end in ';'");
    return statements;
}

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
            ? R"(select count(*), coalesce(sum(case when name = 'migrations' then 1 else 0 end), 0)
                 from sqlite_master where type = 'table')"
            : R"(select count(*), coalesce(sum(case when table_name = 'migrations' then 1 else 0 end), 0)
                 from information_schema.tables where table_schema = current_schema())";
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

std::vector<Migration> const& migrations() {
    static auto const all = [] {
        std::vector<Migration> found;
        for (auto const& file : embedded_migrations::files()) {
            Migration migration;
            std::from_chars(file.path.data(), file.path.data() + file.path.size(), migration.number);
            if (migration.number != static_cast<int>(found.size()) + 1)
                throw std::logic_error("storage/migrations: a number is missing before " +
                                       std::string(file.path));
            migration.name = file.path;
            migration.statements = split(file.bytes);
            found.push_back(std::move(migration));
        }
        return found;
    }();
    return all;
}

int schema_of(soci::session& session) {
    session << R"(
        create table if not exists migrations (
            number integer primary key not null, name text not null, applied_at bigint not null))";
    int newest = 0;
    session << "select coalesce(max(number), 0) from migrations", into(newest);
    return newest;
}

void migrate(soci::session& session, long long now_ms, int last) {
    auto const have = schema_of(session);
    for (auto const& migration : migrations()) {
        if (migration.number <= have || (last > 0 && migration.number > last)) continue;
        for (auto const& statement : migration.statements) session << statement;
        session << "insert into migrations (number, name, applied_at) values (:number, :name, :now)",
            use(migration.number, "number"), use(migration.name, "name"), use(now_ms, "now");
    }
}

int upgrade(soci::session& session, Engine engine, StoreOptions const& options,
            std::function<void()> const& claim) {
    auto const known = migrations().back().number;
    try {
        auto const have = schema_before(session, engine);
        if (have > known)
            throw Error(Error::Kind::newer_schema,
                        fmt::format("the database has schema {}, this program knows up to {}; "
                                    "install the newer program again, {}",
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

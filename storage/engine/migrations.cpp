#include "storage/engine/migrations.h"

#include <charconv>

#include "embedded_migrations.h"
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
    session << "create table if not exists migrations ("
               "number integer primary key not null, name text not null, applied_at bigint not null)";
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

}  // namespace storage

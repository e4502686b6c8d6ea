#include "storage/engine/inspect.h"

#include <fmt/format.h>

#include "storage/engine/sql.h"

namespace storage {
namespace {

std::vector<std::string> inspect_file(soci::session& session) {
    std::vector<std::string> found;
    std::string line;
    soci::statement check = (session.prepare << "pragma quick_check(20)", into(line));
    for_each(check, [&] {
        if (line != "ok") found.push_back("the database file is damaged: " + line);
    });
    std::string table;
    std::string parent;
    long long rows = 0;
    soci::statement orphans =
        (session.prepare << "select \"table\", parent, count(*) from pragma_foreign_key_check "
                            "group by \"table\", parent",
         into(table), into(parent), into(rows));
    for_each(orphans, [&] {
        found.push_back(fmt::format("{} rows of {} name a row of {} that is gone", rows, table, parent));
    });
    return found;
}

std::vector<std::string> inspect_server(soci::session& session) {
    std::string encoding;
    std::string order;
    session
        << "select cast(pg_encoding_to_char(encoding) as text), cast(datcollate as text) from pg_database "
           "where datname = current_database()",
        into(encoding), into(order);
    std::vector<std::string> found;
    auto const again = "; create it with: createdb --template=template0 --encoding=UTF8 --locale=C.UTF-8";
    if (encoding != "UTF8")
        found.push_back(fmt::format("the database is encoded in {}, not UTF8{}", encoding, again));
    if (order != "C.UTF-8" && order != "C.utf8" && order != "C" && order != "POSIX")
        found.push_back(fmt::format("the database orders text by {}, not by its bytes{}", order, again));
    return found;
}

}  // namespace

std::vector<std::string> inspect(soci::session& session, Engine engine) {
    return engine == Engine::sqlite ? inspect_file(session) : inspect_server(session);
}

}  // namespace storage

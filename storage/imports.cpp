#include "storage/imports.h"

#include "storage/engine/sql.h"

namespace storage::imports {

std::optional<std::string> cursor(Read const& read, std::string_view file, std::optional<Time> since) {
    std::string const name(file);
    auto const from = since.value_or(Time{});
    std::string place;
    read.session() << "select cursor_text from imports where file = :file and since = :since",
        use(name, "file"), use(from, "since"), into(place);
    if (!read.session().got_data()) return std::nullopt;
    return place;
}

void advance(Write& write, std::string_view file, std::optional<Time> since, std::string_view cursor,
             Time now) {
    std::string const name(file), place(cursor);
    auto const from = since.value_or(Time{});
    write.session()
        << "insert into imports (file, since, cursor_text, read_at) values (:file, :since, :cursor, :now) "
           "on conflict (file, since) do update set cursor_text = excluded.cursor_text, read_at = "
           "excluded.read_at",
        use(name, "file"), use(from, "since"), use(place, "cursor"), use(now, "now");
}

std::vector<std::string> files(Read const& read) {
    std::vector<std::string> found;
    std::string file;
    soci::statement statement =
        (read.session().prepare << "select distinct file from imports order by file", into(file));
    for_each(statement, [&] { found.push_back(file); });
    return found;
}

}  // namespace storage::imports

#include "storage/imports.h"

#include "storage/sql.h"

namespace storage::imports {

std::optional<std::string> cursor(Read const& read, std::string_view file) {
    std::string const name(file);
    std::string place;
    read.session() << "select cursor_text from imports where file = :file", use(name, "file"), into(place);
    if (!read.session().got_data()) return std::nullopt;
    return place;
}

void advance(Write& write, std::string_view file, std::string_view cursor, Time now) {
    std::string const name(file), place(cursor);
    write.session()
        << "insert into imports (file, cursor_text, read_at) values (:file, :cursor, :now) "
           "on conflict (file) do update set cursor_text = excluded.cursor_text, read_at = excluded.read_at",
        use(name, "file"), use(place, "cursor"), use(now, "now");
}

}  // namespace storage::imports

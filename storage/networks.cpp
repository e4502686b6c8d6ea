#include "storage/networks.h"

#include "storage/engine/sql.h"

namespace storage::networks {
namespace {

std::vector<NetworkState> selected(Read const& read, std::string const& name) {
    std::vector<NetworkState> found;
    NetworkState row;
    soci::statement statement =
        (read.session().prepare
             << "select name, coalesce(cursor_text, ''), due_at, added_at, failures, succeeded_at, "
                "failed_at, "
                "error_class, error from networks where name = :name or :name = '' order by name",
         use(name, "name"), into(row.name), into(row.cursor), into(row.due_at), into(row.added_at),
         into(row.failures), into(row.succeeded_at), into(row.failed_at), into(row.error_class),
         into(row.error));
    for_each(statement, [&] { found.push_back(row); });
    return found;
}

}  // namespace

void add(Write& write, std::string_view name, Time due_at) {
    std::string const text(name);
    write.session() << "insert into networks (name, due_at, added_at) values (:name, :due_at, :due_at) on "
                       "conflict (name) do nothing",
        use(text, "name"), use(due_at, "due_at");
}

std::optional<NetworkState> find(Read const& read, std::string_view name) {
    if (name.empty()) return std::nullopt;
    auto const found = selected(read, std::string(name));
    return found.empty() ? std::nullopt : std::optional(found.front());
}

std::vector<NetworkState> all(Read const& read) {
    return selected(read, "");
}

void advance(Write& write, std::string_view name, std::string_view cursor) {
    std::string const text(name), place(cursor);
    write.session() << "update networks set cursor_text = :cursor where name = :name", use(place, "cursor"),
        use(text, "name");
}

bool make_due(Write& write, std::string_view name, Time now) {
    std::string const text(name);
    soci::statement change =
        (write.session().prepare << "update networks set due_at = :now where name = :name and due_at > :now",
         use(now, "now"), use(text, "name"));
    return affected(change) == 1;
}

void succeeded(Write& write, std::string_view name, Time now, Time due_at) {
    std::string const text(name);
    write.session()
        << "update networks set succeeded_at = :now, due_at = :due_at, failures = 0, error_class = null, "
           "error = null where name = :name",
        use(now, "now"), use(due_at, "due_at"), use(text, "name");
}

void failed(Write& write, std::string_view name, std::string_view error_class, std::string_view error,
            Time now, Time due_at) {
    std::string const text(name), kind(error_class), why(error);
    write.session() << "update networks set failed_at = :now, due_at = :due_at, failures = failures + 1, "
                       "error_class = :kind, error = :why where name = :name",
        use(now, "now"), use(due_at, "due_at"), use(kind, "kind"), use(why, "why"), use(text, "name");
}

}  // namespace storage::networks

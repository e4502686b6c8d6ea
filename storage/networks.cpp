#include "storage/networks.h"

#include "storage/engine/sql.h"

namespace storage {
namespace {

constexpr Table network_alert_table{"network_alerts", "network, kind, raised_at"};

}  // namespace
static auto fields(NetworkState& row) {
    return std::tie(row.name, row.cursor, row.due_at, row.added_at, row.failures, row.succeeded_at,
                    row.failed_at, row.error_class, row.error);
}

static auto fields(NetworkAlert& row) {
    return std::tie(row.network, row.kind, row.raised_at);
}

namespace networks {

void add(Write& write, std::string_view name, Time due_at) {
    insert(write, {"networks", "name, due_at, added_at"}, std::tie(name, due_at, due_at),
           "on conflict (name) do nothing");
}

std::optional<NetworkState> find(Read const& read, std::string_view name) {
    return select_first<NetworkState>(read, R"(
        select name, coalesce(cursor_text, ''), due_at, added_at, failures, succeeded_at, failed_at,
               error_class, error
        from networks where name = :name)",
                                      use(name, "name"));
}

void advance(Write& write, std::string_view name, std::string_view cursor) {
    execute(write, "update networks set cursor_text = :cursor where name = :name", use(cursor, "cursor"),
            use(name, "name"));
}

bool make_due(Write& write, std::string_view name, Time now) {
    return execute(write, "update networks set due_at = :now where name = :name and due_at > :now",
                   use(now, "now"), use(name, "name")) == 1;
}

void succeeded(Write& write, std::string_view name, Time now, Time due_at) {
    execute(write, R"(
        update networks set succeeded_at = :now, due_at = :due_at, failures = 0, error_class = null,
        error = null where name = :name)",
            use(now, "now"), use(due_at, "due_at"), use(name, "name"));
}

void failed(Write& write, std::string_view name, std::string_view error_class, std::string_view error,
            Time now, Time due_at) {
    execute(write, R"(
        update networks set failed_at = :now, due_at = :due_at, failures = failures + 1,
        error_class = :kind, error = :why where name = :name)",
            use(now, "now"), use(due_at, "due_at"), use(error_class, "kind"), use(error, "why"),
            use(name, "name"));
}

}  // namespace networks

namespace network_alerts {

bool raise(Write& write, NetworkAlert const& alert) {
    return insert(write, network_alert_table, alert, R"(
        on conflict (network) do update set kind = excluded.kind, raised_at = excluded.raised_at
        where network_alerts.kind = 'silent' and excluded.kind = 'auth')") == 1;
}

bool clear(Write& write, std::string_view network) {
    return execute(write, "delete from network_alerts where network = :network", use(network, "network")) ==
           1;
}

std::vector<NetworkAlert> all(Read const& read) {
    return select_all<NetworkAlert>(read, {network_alert_table, "order by network"});
}

}  // namespace network_alerts

namespace imports {

std::optional<std::string> cursor(Read const& read, std::string_view file, std::optional<Time> since) {
    auto const from = since.value_or(Time{});
    return select_first<std::string>(read,
                                     "select cursor_text from imports where file = :file and since = :since",
                                     use(file, "file"), use(from, "since"));
}

void advance(Write& write, std::string_view file, std::optional<Time> since, std::string_view cursor,
             Time now) {
    auto const from = since.value_or(Time{});
    insert(write, {"imports", "file, since, cursor_text, read_at"}, std::tie(file, from, cursor, now), R"(
        on conflict (file, since) do update set cursor_text = excluded.cursor_text,
        read_at = excluded.read_at)");
}

}  // namespace imports
}  // namespace storage

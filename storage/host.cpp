#include "storage/host.h"

#include "storage/engine/sql.h"

namespace storage {
namespace {

constexpr Table host_alert_table{"host_alerts", "name, why, raised_at"};
constexpr std::string_view the_clock = "clock";

}  // namespace

static auto fields(HostAlert& row) {
    return std::tie(row.name, row.why, row.raised_at);
}

namespace key_prints {

std::optional<std::string> find(Read const& read, std::string_view name) {
    return select_first<std::string>(read, "select print from key_prints where name = :name",
                                     use(name, "name"));
}

bool any(Read const& read) {
    return select_value<long long>(read, "select count(*) from key_prints") > 0;
}

void set(Write& write, std::string_view name, std::string_view print, Time now) {
    insert(write, {"key_prints", "name, print, recorded_at"}, std::tie(name, print, now),
           "on conflict (name) do update set print = excluded.print, recorded_at = excluded.recorded_at");
}

}  // namespace key_prints

namespace host_alerts {

bool raise(Write& write, HostAlert const& alert) {
    return insert(write, host_alert_table, alert, "on conflict (name) do nothing") == 1;
}

bool clear(Write& write, std::string_view name) {
    return execute(write, "delete from host_alerts where name = :name", use(name, "name")) == 1;
}

std::vector<HostAlert> all(Read const& read) {
    return select_all<HostAlert>(read, {host_alert_table, "order by name"});
}

}  // namespace host_alerts

namespace clock_marks {

std::optional<ClockMark> find(Read const& read) {
    using Row = std::tuple<Time, std::optional<long long>, std::optional<Time>>;
    auto const row =
        select_first<Row>(read, "select seen_at, held_ms, jumped_to from clock_marks where name = :name",
                          use(the_clock, "name"));
    if (!row) return std::nullopt;
    auto const& [seen_at, held, jumped_to] = *row;
    ClockMark mark{seen_at, std::nullopt, jumped_to};
    if (held) mark.held = std::chrono::milliseconds(*held);
    return mark;
}

void set(Write& write, ClockMark const& mark) {
    auto const held = mark.held ? std::optional<long long>(mark.held->count()) : std::nullopt;
    insert(write, {"clock_marks", "name, seen_at, held_ms, jumped_to"},
           std::tie(the_clock, mark.seen_at, held, mark.jumped_to),
           "on conflict (name) do update set seen_at = excluded.seen_at, held_ms = excluded.held_ms, "
           "jumped_to = excluded.jumped_to");
}

void bring_back(Write& write, Time now) {
    using namespace std::chrono_literals;
    // Longer than any of them is ever put off.
    Time const hour = now + 1h, day = now + 25h, month = now + 31 * 24h;
    execute(write, "update leases set until_time = 0 where until_time > :hour", use(hour, "hour"));
    execute(write, "update networks set due_at = :now where due_at > :day", use(now, "now"), use(day, "day"));
    execute(write,
            "update mails set due_at = :now where sent_at is null and failed_at is null and due_at > :day",
            use(now, "now"), use(day, "day"));
    execute(write, "update candidates set held_by = null, held_until = null where held_until > :day",
            use(day, "day"));
    execute(write, "update candidates set later_until = null where later_until > :month",
            use(month, "month"));
    execute(write, "delete from throttles where since > :now", use(now, "now"));
    execute(write, "update replies set send_at = :now where state = 'waiting' and send_at > :day",
            use(now, "now"), use(day, "day"));
    execute(write, "update replies set look_at = :now where look_at > :day", use(now, "now"),
            use(day, "day"));
    execute(write, "update board_changes set since = :now where since > :now", use(now, "now"));
    execute(write, "update posts set looked_at = null where looked_at > :now", use(now, "now"));
    // What lets somebody in must not do so for longer than it was meant to.
    execute(write, "delete from sessions where seen_at > :hour", use(hour, "hour"));
    execute(write, "update sign_in_links set expires_at = :now where expires_at > :day", use(now, "now"),
            use(day, "day"));
}

}  // namespace clock_marks
}  // namespace storage

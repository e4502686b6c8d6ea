#include "storage/installation.h"

#include "storage/engine/sql.h"

namespace storage {
namespace installation {

std::optional<std::string> find(Read const& read, std::string_view key) {
    return select_first<std::string>(read, "select value from installation where key = :key",
                                     use(key, "key"));
}

void set(Write& write, std::string_view key, std::string_view value, Time now) {
    insert(write, {"installation", "key, value, set_at"}, std::tie(key, value, now),
           "on conflict (key) do update set value = excluded.value, set_at = excluded.set_at");
}

}  // namespace installation

std::optional<Time> last_recorded(Read const& read) {
    return select_value<std::optional<Time>>(read, R"(
        select max(moment) from (
        select max(seen_at) as moment from posts
        union all select max(created_at) from candidates
        union all select max(made_at) from decisions
        union all select max(created_at) from nominations
        union all select max(set_at) from installation) as moments)");
}

}  // namespace storage

#include "storage/installation.h"

#include "storage/engine/sql.h"

namespace storage::installation {

std::optional<std::string> find(Read const& read, std::string_view key) {
    std::string const name(key);
    std::string value;
    auto& session = read.session();
    session << "select value from installation where key = :key", use(name, "key"), into(value);
    return session.got_data() ? std::optional(value) : std::nullopt;
}

void set(Write& write, std::string_view key, std::string_view value, Time now) {
    std::string const name(key);
    std::string const what(value);
    write.session() << "insert into installation (key, value, set_at) values (:key, :value, :now) "
                       "on conflict (key) do update set value = excluded.value, set_at = excluded.set_at",
        use(name, "key"), use(what, "value"), use(now, "now");
}

}  // namespace storage::installation

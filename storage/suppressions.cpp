#include "storage/suppressions.h"

#include "storage/engine/sql.h"

namespace storage::suppressions {

void add(Write& write, std::string const& author_key, Why why, Time now) {
    std::string const reason = why == Why::stop ? "stop" : "invited";
    write.session()
        << "insert into left_alone (author_key, why, since) values (:author_key, :why, :now) "
           "on conflict (author_key) do update set why = case when excluded.why = 'stop' then 'stop' "
           "else left_alone.why end",
        use(author_key, "author_key"), use(reason, "why"), use(now, "now");
}

std::optional<Why> find(Read const& read, std::string const& author_key) {
    std::string why;
    auto& session = read.session();
    session << "select why from left_alone where author_key = :author_key", use(author_key, "author_key"),
        into(why);
    if (!session.got_data()) return std::nullopt;
    return why == "stop" ? Why::stop : Why::invited;
}

}  // namespace storage::suppressions

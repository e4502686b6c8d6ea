#include "storage/seen_counts.h"

#include <fmt/format.h>

#include "storage/engine/sql.h"

namespace storage {

std::string day_of(Time time) {
    std::chrono::year_month_day const day(std::chrono::floor<std::chrono::days>(time));
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()));
}

namespace seen_counts {

void add(Write& write, SeenCount const& more) {
    write.session()
        << "insert into seen_counts (network, day, label, posts) values (:network, :day, :label, :posts) "
           "on conflict (network, day, label) do update set posts = seen_counts.posts + excluded.posts",
        use(more.network, "network"), use(more.day, "day"), use(more.label, "label"),
        use(more.posts, "posts");
}

std::vector<SeenCount> between(Read const& read, std::string_view first_day, std::string_view last_day) {
    std::vector<SeenCount> found;
    SeenCount row;
    std::string const first(first_day), last(last_day);
    soci::statement statement =
        (read.session().prepare << "select network, day, label, posts from seen_counts "
                                   "where day >= :first and day <= :last order by day, network, label",
         use(first, "first"), use(last, "last"), into(row.network), into(row.day), into(row.label),
         into(row.posts));
    for_each(statement, [&] { found.push_back(row); });
    return found;
}

}  // namespace seen_counts
}  // namespace storage

#include "storage/daily_totals.h"

#include "storage/engine/sql.h"

namespace storage {

static auto fields(SeenCount& row) {
    return std::tie(row.network, row.day, row.label, row.posts);
}

namespace seen_counts {

void add(Write& write, SeenCount const& more) {
    execute(write, R"(
        insert into seen_counts (network, day, label, posts) values (:network, :day, :label, :posts)
        on conflict (network, day, label) do update set posts = seen_counts.posts + excluded.posts)",
            use(more.network, "network"), use(more.day, "day"), use(more.label, "label"),
            use(more.posts, "posts"));
}

std::vector<SeenCount> between(Read const& read, std::string_view first_day, std::string_view last_day) {
    return select_all<SeenCount>(read, R"(
        select network, day, label, posts from seen_counts
        where day >= :first and day <= :last order by day, network, label)",
                                 use(first_day, "first"), use(last_day, "last"));
}

}  // namespace seen_counts

namespace spend {

Spend on(Read const& read, std::string_view network, std::string_view day) {
    Spend found;
    found.network = network;
    found.day = day;
    select_each(
        read, R"(
        select micro_dollars, calls, posts_read, posts_written from spend
        where network = :network and day = :day)",
        std::tie(found.micro_dollars, found.calls, found.posts_read, found.posts_written), [] {},
        use(network, "network"), use(day, "day"));
    return found;
}

bool reserve(Write& write, std::string_view network, std::string_view day, long long micro_dollars,
             long long cap) {
    if (micro_dollars < 0 || micro_dollars > cap) return false;
    auto const sum = select_first<long long>(write, R"(
        insert into spend (network, day, micro_dollars, calls) values (:network, :day, :more, 1)
        on conflict (network, day) do update set micro_dollars = spend.micro_dollars + excluded.micro_dollars,
        calls = spend.calls + 1
        where spend.micro_dollars + excluded.micro_dollars <= :cap returning micro_dollars)",
                                             use(network, "network"), use(day, "day"),
                                             use(micro_dollars, "more"), use(cap, "cap"));
    return sum.has_value();
}

void settle(Write& write, Spend const& really, long long reserved) {
    auto const change = really.micro_dollars - reserved;
    execute(write, R"(
        update spend set micro_dollars = case when micro_dollars + :change < 0 then 0
        else micro_dollars + :change end, posts_read = posts_read + :read,
        posts_written = posts_written + :written where network = :network and day = :day)",
            use(change, "change"), use(really.posts_read, "read"), use(really.posts_written, "written"),
            use(really.network, "network"), use(really.day, "day"));
}

}  // namespace spend
}  // namespace storage

#include "storage/daily_totals.h"

#include "storage/engine/sql.h"

namespace storage {
namespace {

constexpr Table seen_count_table{"seen_counts", "network, day, label, posts"};
constexpr Table spend_table{"spend", "network, day, micro_dollars, calls, posts_read, posts_written"};

}  // namespace

static auto fields(SeenCount& row) {
    return std::tie(row.network, row.day, row.label, row.posts);
}

static auto fields(Spend& row) {
    return std::tie(row.network, row.day, row.micro_dollars, row.calls, row.posts_read, row.posts_written);
}

namespace seen_counts {

void add(Write& write, SeenCount const& more) {
    insert(write, seen_count_table, more, R"(
        on conflict (network, day, label) do update set posts = seen_counts.posts + excluded.posts)");
}

std::vector<SeenCount> between(Read const& read, std::string_view first_day, std::string_view last_day) {
    return select_all<SeenCount>(read, {seen_count_table, R"(
        where day >= :first and day <= :last order by day, network, label)"},
                                 use(first_day, "first"), use(last_day, "last"));
}

}  // namespace seen_counts

namespace spend {

Spend on(Read const& read, std::string_view network, std::string_view day) {
    return select_first<Spend>(read, {spend_table, "where network = :network and day = :day"},
                               use(network, "network"), use(day, "day"))
        .value_or(Spend{std::string(network), std::string(day)});
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

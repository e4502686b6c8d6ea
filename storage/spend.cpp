#include "storage/spend.h"

#include "storage/engine/sql.h"

namespace storage::spend {

Spend on(Read const& read, std::string_view network, std::string_view day) {
    Spend found;
    found.network = network;
    found.day = day;
    read.session() << "select micro_dollars, calls, posts_read, posts_written from spend "
                      "where network = :network and day = :day",
        use(found.network, "network"), use(found.day, "day"), into(found.micro_dollars), into(found.calls),
        into(found.posts_read), into(found.posts_written);
    return found;
}

bool reserve(Write& write, std::string_view network, std::string_view day, long long micro_dollars,
             long long cap) {
    if (micro_dollars < 0 || micro_dollars > cap) return false;
    std::string const name(network), date(day);
    long long sum = 0;
    write.session()
        << "insert into spend (network, day, micro_dollars, calls) values (:network, :day, :more, 1) "
           "on conflict (network, day) do update set micro_dollars = spend.micro_dollars + "
           "excluded.micro_dollars, calls = spend.calls + 1 "
           "where spend.micro_dollars + excluded.micro_dollars <= :cap returning micro_dollars",
        use(name, "network"), use(date, "day"), use(micro_dollars, "more"), use(cap, "cap"), into(sum);
    return write.session().got_data();
}

void settle(Write& write, Spend const& really, long long reserved) {
    auto const change = really.micro_dollars - reserved;
    write.session() << "update spend set micro_dollars = case when micro_dollars + :change < 0 then 0 else "
                       "micro_dollars + :change end, posts_read = posts_read + :read, "
                       "posts_written = posts_written + :written where network = :network and day = :day",
        use(change, "change"), use(really.posts_read, "read"), use(really.posts_written, "written"),
        use(really.network, "network"), use(really.day, "day");
}

}  // namespace storage::spend

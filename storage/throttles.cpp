#include "storage/throttles.h"

#include "storage/engine/sql.h"

namespace storage::throttles {

bool take(Write& write, std::string const& what, Rule const& rule, Time now) {
    auto const window_start = now - rule.window;
    long long tries = 0;
    write.session() << "insert into throttles (what, tries, since) values (:what, 1, :now) on conflict "
                       "(what) do update set"
                       " tries = case when throttles.until_time is not null or throttles.since <= :old then 1"
                       " else throttles.tries + 1 end,"
                       " since = case when throttles.until_time is not null or throttles.since <= :old then "
                       "excluded.since"
                       " else throttles.since end,"
                       " until_time = null"
                       " where throttles.until_time is null or throttles.until_time <= :now returning tries",
        use(what, "what"), use(now, "now"), use(window_start, "old"), into(tries);
    if (!write.session().got_data()) return false;
    if (tries <= rule.tries) return true;
    auto const until = now + rule.pause;
    write.session() << "update throttles set until_time = :until where what = :what", use(until, "until"),
        use(what, "what");
    return false;
}

void clear(Write& write, std::string const& what) {
    write.session() << "delete from throttles where what = :what", use(what, "what");
}

long long remove_old(Write& write, Time since) {
    soci::statement remove = (write.session().prepare << "delete from throttles where since <= :since and "
                                                         "(until_time is null or until_time <= :since)",
                              use(since, "since"));
    return affected(remove);
}

}  // namespace storage::throttles

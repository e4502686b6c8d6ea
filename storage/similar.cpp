#include "storage/similar.h"

#include "storage/engine/sql.h"
#include "storage/judgements.h"

namespace storage::similar {
namespace {

constexpr long long a_day = 24 * 60 * 60 * 1000;

}  // namespace

std::vector<MaybeSimilar> waiting(Read const& read, PostId const& as, int limit) {
    std::vector<MaybeSimilar> found;
    MaybeSimilar row;
    soci::statement select(
        (read.session().prepare
             << "select c.id, p.text from posts s join posts p on p.id <> s.id and (p.band_1 = s.band_1 or "
                "p.band_2 = s.band_2 or p.band_3 = s.band_3 or p.band_4 = s.band_4) "
                "join candidates c on c.post = p.id where s.id = :post and c.state = 'waiting' and "
                "c.like_skipped is null and p.text is not null order by c.queue_key desc, c.id limit :most",
         use(as, "post"), use(limit, "most"), into(row.id), into(row.text)));
    for_each(select, [&] { found.push_back(row); });
    return found;
}

std::vector<MaybeSimilar> skipped(Read const& read, TextSignature const& as, Time since, int limit) {
    std::vector<MaybeSimilar> found;
    if (!as.bands[0]) return found;
    MaybeSimilar row;
    std::optional<std::string> reason;
    // What moves a candidate on and the decision's row are of the same moment.
    soci::statement select((
        read.session().prepare
            << "select c.id, p.text, d.reason from posts p join candidates c on c.post = p.id "
               "join decisions d on d.candidate = c.id and d.what = 'skip' and d.made_at = c.decided_at "
               "where (p.band_1 = :band_1 or p.band_2 = :band_2 or p.band_3 = :band_3 or p.band_4 = :band_4) "
               "and c.state = 'skipped' and c.decided_at >= :since and p.text is not null "
               "order by c.decided_at desc, c.id limit :most",
        use(as.bands[0], "band_1"), use(as.bands[1], "band_2"), use(as.bands[2], "band_3"),
        use(as.bands[3], "band_4"), use(since, "since"), use(limit, "most"), into(row.id), into(row.text),
        into(reason)));
    for_each(select, [&] {
        if (judgements::praises("skip", reason) == false) found.push_back(row);
    });
    return found;
}

long long lowered(long long queue_key) {
    return queue_key - a_day;
}

void lower(Write& write, CandidateId const& id, CandidateId const& skipped) {
    write.session() << "update candidates set queue_key = queue_key - :day, like_skipped = :skipped "
                       "where id = :id and state = 'waiting' and like_skipped is null",
        use(a_day, "day"), use(skipped, "skipped"), use(id, "id");
}

void raise(Write& write, CandidateId const& skipped) {
    write.session() << "update candidates set queue_key = queue_key + :day, like_skipped = null "
                       "where like_skipped = :skipped",
        use(a_day, "day"), use(skipped, "skipped");
}

}  // namespace storage::similar

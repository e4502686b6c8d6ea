#include "storage/rechecks.h"

#include "storage/engine/sql.h"

namespace storage::rechecks {

std::vector<std::string> networks(Read const& read, Time before) {
    std::vector<std::string> all;
    std::string network;
    soci::statement select((read.session().prepare
                                << "select distinct network from posts where emptied_at is null and "
                                   "coalesce(looked_at, seen_at) < :before order by network",
                            use(before, "before"), into(network)));
    for_each(select, [&] { all.push_back(network); });
    return all;
}

std::vector<PostId> unseen(Read const& read, std::string const& network, Time before, int limit) {
    std::vector<PostId> all;
    PostId id;
    soci::statement select((read.session().prepare
                                << "select p.id from posts p left join candidates c on c.post = p.id "
                                   "where p.network = :network and p.emptied_at is null "
                                   "and coalesce(p.looked_at, p.seen_at) < :before "
                                   "order by case c.state when 'waiting' then 0 else 1 end, "
                                   "coalesce(p.looked_at, p.seen_at), p.id limit :most",
                            use(network, "network"), use(before, "before"), use(limit, "most"), into(id)));
    for_each(select, [&] { all.push_back(id); });
    return all;
}

std::vector<PostId> done_with(Read const& read, Time decided_before, int limit) {
    std::vector<PostId> all;
    PostId id;
    soci::statement select(
        (read.session().prepare
             << "select p.id from posts p join candidates c on c.post = p.id where p.emptied_at is null "
                "and (c.state = 'gone' or (c.state in ('skipped', 'answered') and c.decided_at < :before)) "
                "order by p.id limit :most",
         use(decided_before, "before"), use(limit, "most"), into(id)));
    for_each(select, [&] { all.push_back(id); });
    return all;
}

void seen(Write& write, PostId const& post, Time now) {
    write.session() << "update posts set looked_at = :now where id = :id", use(now, "now"), use(post, "id");
}

void reclassified(Write& write, PostId const& post, Candidate const& as) {
    std::string const lane(name_of(as.lane));
    write.session()
        << "update candidates set label = :label, praise = :praise, credit = :credit, person = :person, "
           "handle = :handle, reasons = :reasons, model = :model, queue_key = :queue_key, "
           "like_skipped = :like_skipped, lane = case lane when 'quiet' then lane else :lane end "
           "where post = :post and state = 'waiting'",
        use(as.label, "label"), use(as.praise, "praise"), use(as.credit, "credit"), use(as.person, "person"),
        use(as.handle, "handle"), use(as.reasons, "reasons"), use(as.model, "model"),
        use(as.queue_key, "queue_key"), use(as.like_skipped, "like_skipped"), use(lane, "lane"),
        use(post, "post");
}

}  // namespace storage::rechecks

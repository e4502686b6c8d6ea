#include "storage/leases.h"

#include "storage/engine/sql.h"

namespace storage::leases {

std::optional<Lease> take(Write& write, std::string const& name, std::string const& holder, Time now,
                          Time until) {
    Lease lease{name, holder, 0, until};
    write.session()
        << "insert into leases (name, holder, token, until_time) values (:name, :holder, 1, :until) "
           "on conflict (name) do update set holder = excluded.holder, token = leases.token + 1, "
           "until_time = excluded.until_time where leases.until_time <= :now returning token",
        use(name, "name"), use(holder, "holder"), use(until, "until"), use(now, "now"), into(lease.token);
    if (!write.session().got_data()) return std::nullopt;
    return lease;
}

bool renew(Write& write, Lease& lease, Time until) {
    soci::statement update =
        (write.session().prepare
             << "update leases set until_time = :until where name = :name and token = :token",
         use(until, "until"), use(lease.name, "name"), use(lease.token, "token"));
    if (affected(update) == 0) return false;
    lease.until = until;
    return true;
}

bool held(Read const& read, Lease const& lease, Time now) {
    int found = 0;
    read.session()
        << "select count(*) from leases where name = :name and token = :token and until_time > :now",
        use(lease.name, "name"), use(lease.token, "token"), use(now, "now"), into(found);
    return found == 1;
}

void release(Write& write, Lease const& lease) {
    write.session() << "update leases set until_time = 0 where name = :name and token = :token",
        use(lease.name, "name"), use(lease.token, "token");
}

}  // namespace storage::leases

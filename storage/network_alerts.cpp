#include "storage/network_alerts.h"

#include "storage/engine/sql.h"

namespace storage::network_alerts {

bool raise(Write& write, NetworkAlert const& alert) {
    std::string const kind = alert.kind == NetworkAlert::Kind::auth ? "auth" : "silent";
    soci::statement change =
        (write.session().prepare
             << "insert into network_alerts (network, kind, raised_at) values (:network, :kind, :at) "
                "on conflict (network) do update set kind = excluded.kind, raised_at = excluded.raised_at "
                "where network_alerts.kind = 'silent' and excluded.kind = 'auth'",
         use(alert.network, "network"), use(kind, "kind"), use(alert.raised_at, "at"));
    return affected(change) == 1;
}

bool mend(Write& write, std::string_view network) {
    std::string const name(network);
    soci::statement change =
        (write.session().prepare << "delete from network_alerts where network = :network",
         use(name, "network"));
    return affected(change) == 1;
}

std::vector<NetworkAlert> all(Read const& read) {
    std::vector<NetworkAlert> found;
    NetworkAlert row;
    std::string kind;
    soci::statement statement =
        (read.session().prepare << "select network, kind, raised_at from network_alerts order by network",
         into(row.network), into(kind), into(row.raised_at));
    for_each(statement, [&] {
        row.kind = kind == "auth" ? NetworkAlert::Kind::auth : NetworkAlert::Kind::silent;
        found.push_back(row);
    });
    return found;
}

}  // namespace storage::network_alerts

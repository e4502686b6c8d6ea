#include "storage/newest.h"

#include "storage/engine/sql.h"

namespace storage {

std::optional<Time> newest_moment(Read const& read) {
    std::optional<Time> newest;
    read.session() << "select max(moment) from ("
                      "select max(seen_at) as moment from posts "
                      "union all select max(created_at) from candidates "
                      "union all select max(made_at) from decisions "
                      "union all select max(created_at) from nominations "
                      "union all select max(set_at) from installation) as moments",
        into(newest);
    return newest;
}

}  // namespace storage

#include "storage/watch_queries.h"

#include "storage/engine/sql.h"

namespace storage::watch_queries {
namespace {

constexpr auto select_all =
    "select id, words, network, author, steward, review_at, created_at from watch_queries "
    "where retired_at is null ";

template <class... Uses>
std::vector<WatchQuery> rows(Read const& read, char const* more, Uses&&... uses) {
    std::vector<WatchQuery> found;
    WatchQuery row;
    auto prepare = (read.session().prepare << select_all << more);
    ((prepare, std::forward<Uses>(uses)), ...);
    soci::statement select = (prepare, into(row.id), into(row.words), into(row.network), into(row.author),
                              into(row.steward), into(row.review_at), into(row.created_at));
    for_each(select, [&] { found.push_back(row); });
    return found;
}

}  // namespace

bool add(Write& write, WatchQuery const& query) {
    soci::statement insert =
        (write.session().prepare
             << "insert into watch_queries (id, words, network, author, steward, review_at, created_at) "
                "values (:id, :words, :network, :author, :steward, :review_at, :created_at) "
                "on conflict (words) do update set retired_at = null, network = excluded.network, "
                "author = excluded.author, steward = excluded.steward, review_at = excluded.review_at "
                "where watch_queries.retired_at is not null",
         use(query.id, "id"), use(query.words, "words"), use(query.network, "network"),
         use(query.author, "author"), use(query.steward, "steward"), use(query.review_at, "review_at"),
         use(query.created_at, "created_at"));
    return affected(insert) > 0;
}

std::optional<WatchQuery> find(Read const& read, WatchQueryId const& id) {
    auto const found = rows(read, "and id = :id", use(id, "id"));
    return found.empty() ? std::nullopt : std::optional(found.front());
}

std::vector<WatchQuery> all(Read const& read) {
    return rows(read, "order by created_at, id");
}

std::vector<WatchQuery> of_network(Read const& read, std::string const& network) {
    return rows(read, "and (network is null or network = :network) order by created_at, id",
                use(network, "network"));
}

bool review(Write& write, WatchQueryId const& id, std::string const& steward, Time review_at) {
    soci::statement update =
        (write.session().prepare << "update watch_queries set steward = :steward, review_at = :review_at "
                                    "where id = :id and retired_at is null",
         use(steward, "steward"), use(review_at, "review_at"), use(id, "id"));
    return affected(update) > 0;
}

bool retire(Write& write, WatchQueryId const& id, Time now) {
    soci::statement update =
        (write.session().prepare
             << "update watch_queries set retired_at = :now where id = :id and retired_at is null",
         use(now, "now"), use(id, "id"));
    return affected(update) > 0;
}

}  // namespace storage::watch_queries

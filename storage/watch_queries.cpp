#include "storage/watch_queries.h"

#include "storage/engine/sql.h"

namespace storage {
namespace {

constexpr Table watch_query_table{"watch_queries",
                                  "id, words, network, author, steward, review_at, created_at"};

}  // namespace

static auto fields(WatchQuery& row) {
    return std::tie(row.id, row.words, row.network, row.author, row.steward, row.review_at, row.created_at);
}

namespace watch_queries {

bool add(Write& write, WatchQuery const& query) {
    return insert(write, watch_query_table, query, R"(
        on conflict (words) do update set retired_at = null, network = excluded.network,
        author = excluded.author, steward = excluded.steward, review_at = excluded.review_at
        where watch_queries.retired_at is not null)") > 0;
}

std::optional<WatchQuery> find(Read const& read, WatchQueryId const& id) {
    return select_first<WatchQuery>(read, {watch_query_table, "where retired_at is null and id = :id"},
                                    use(id, "id"));
}

std::vector<WatchQuery> all(Read const& read) {
    return select_all<WatchQuery>(read,
                                  {watch_query_table, "where retired_at is null order by created_at, id"});
}

std::vector<WatchQuery> of_network(Read const& read, std::string const& network) {
    return select_all<WatchQuery>(read, {watch_query_table, R"(
        where retired_at is null and (network is null or network = :network) order by created_at, id)"},
                                  use(network, "network"));
}

bool review(Write& write, WatchQueryId const& id, std::string const& steward, Time review_at) {
    return execute(write, R"(
        update watch_queries set steward = :steward, review_at = :review_at
        where id = :id and retired_at is null)",
                   use(steward, "steward"), use(review_at, "review_at"), use(id, "id")) > 0;
}

bool retire(Write& write, WatchQueryId const& id, Time now) {
    return execute(write, R"(
        update watch_queries set retired_at = :now where id = :id and retired_at is null)",
                   use(now, "now"), use(id, "id")) > 0;
}

}  // namespace watch_queries
}  // namespace storage

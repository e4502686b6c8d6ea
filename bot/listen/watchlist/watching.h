#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bot/networks/network.h"
#include "bot/watch/dialect.h"
#include "bot/watch/query.h"
#include "storage/engine/store.h"
#include "storage/watch_queries.h"

// From the rows of the watch list to what one network is asked.
namespace bot::listen {

/// What is asked of one network.
struct Watching {
    networks::WatchQuery query;  // each search and tag once; empty if it has no search
    /// Rows that cannot be read, or name a company that nobody knows.
    struct LeftOut {
        storage::WatchQueryId id;
        std::string why;
    };
    std::vector<LeftOut> left_out;
};

/// Of the rows for that network and those for all that are not retired, as they are now. A row that cannot be
/// read stops none of the others.
Watching watched_on(storage::Read const& read, std::string const& network);

/// What one query asks of one network: tags where it follows the posts that have them, else searches. One of
/// the two is empty.
struct Asked {
    std::vector<std::string> searches;
    std::vector<std::string> tags;  // without #
};
Asked asked_of(watch::Query const& query, watch::Dialect const& dialect);

/// The query with each near:company replaced by what the company is called in the database. Throws
/// watch::Unreadable, also for a company that nobody knows.
watch::Query read_query(storage::Read const& read, std::string_view words);

/// The rows of a file like config/watch.toml, with new ids and made at `now`. Throws std::runtime_error
/// naming `file` and what is wrong.
std::vector<storage::WatchQuery> queries_from(std::string_view text, std::string const& file,
                                              storage::Time now);

/// Adds what ships with the program (config/watch.toml), once in an installation's life: what people retire
/// does not come back.
void seed_queries(storage::Store& store, storage::Time now);

}  // namespace bot::listen

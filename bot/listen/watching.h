#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bot/networks/network.h"
#include "bot/networks/watch/query.h"
#include "storage/store.h"
#include "storage/watch_queries.h"

namespace bot::listen {

/// What is asked of one network, and what of its answer was meant.
class Watching {
public:
    /// Of the rows for that network. One that cannot be read, or names an unknown company, is logged and left
    /// out.
    Watching(storage::Read const& read, std::string const& network);

    /// In the network's own words, each once; empty if nothing is watched there or it has no search.
    std::vector<std::string> const& searches() const { return searches_; }
    /// Without #; for networks that are followed by their tags.
    std::vector<std::string> const& tags() const { return tags_; }
    /// A network finds more than it was asked for: true if one of the queries holds for the post, if there is
    /// none, or if the author called us.
    bool wants(networks::FoundPost const& post) const;

private:
    std::vector<networks::watch::Query> queries_;
    std::vector<std::string> searches_, tags_;
};

/// The query with each near:company replaced by what the company is called. Throws UserError.
networks::watch::Query read_query(storage::Read const& read, std::string_view words);

/// The rows of a file like config/watch.toml. Throws std::runtime_error naming the file and what is wrong.
std::vector<storage::WatchQuery> queries_from(std::string_view text, std::string const& file,
                                              storage::Time now);

/// Adds what ships with the program, once in an installation's life.
void seed_queries(storage::Store& store, storage::Time now);

}  // namespace bot::listen

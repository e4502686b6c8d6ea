#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/engine/store.h"

namespace storage {

/// What to listen for. Who wrote it and who keeps it up to date are two people: a `check` of the table
/// refuses one name for both. Rows are retired, never deleted, so that the words stay taken.
struct WatchQuery {
    WatchQueryId id;
    std::string words;                   // in the language of bot/watch; unique
    std::optional<std::string> network;  // absent: all that can be searched
    std::string author;
    std::string steward;
    Time review_at{};  // from then on it stands on the stale list
    Time created_at{};
};

/// A handful of rows. A retired one is found by none of these.
namespace watch_queries {

/// False if there is one with these words, which is brought back if it was retired and otherwise left alone.
bool add(Write& write, WatchQuery const& query);
std::optional<WatchQuery> find(Read const& read, WatchQueryId const& id);
/// The oldest first.
std::vector<WatchQuery> all(Read const& read);
/// Those of that network and those of all networks.
std::vector<WatchQuery> of_network(Read const& read, std::string const& network);
/// It is still good: `steward`, who is not its author, keeps it and looks again at `review_at`. False if
/// there is no such row. Throws Error (`broken`) if the steward is the author.
bool review(Write& write, WatchQueryId const& id, std::string const& steward, Time review_at);
/// No longer listened for. False if there is no such row, or it was retired before.
bool retire(Write& write, WatchQueryId const& id, Time now);

}  // namespace watch_queries
}  // namespace storage

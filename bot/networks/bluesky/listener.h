#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bot/networks/bluesky/bluesky.h"
#include "bot/networks/bluesky/session.h"
#include "bot/networks/search/rotation.h"
#include "bot/watch/query.h"

// What the two ways of listening to Bluesky have in common: the stored cursor, the searches, and posts that
// are read by their ids.
namespace bot::networks {

/// How far one query of Bluesky was read, or the notifications. Rounds are not counted: a search() asks a
/// page of each.
struct BlueskyWatermark : Watermark {
    void store(StoredFields& fields);
};

/// How far Bluesky was read; for cursor_text() and read_cursor().
struct BlueskyCursor {
    /// By query; "" (which no query is) are the notifications.
    SearchRotation<BlueskyWatermark> queries;
    std::optional<std::int64_t> stream_us;   // the last event taken from Jetstream, in its microseconds
    std::optional<storage::Time> called_at;  // when the notifications were last asked for beside a stream
    /// What was given (posts, and events of the stream) and when.
    static constexpr std::size_t most_recent = 20'000;
    RecentIds recent{RecentIds::Form::fingerprints, most_recent};

    /// Forgets the marks of other queries than these, and of what was given that which cannot come again:
    /// given more than `overlap` before the `since` of the query that is furthest behind.
    void tidy(std::vector<std::string> const& asked, std::chrono::milliseconds overlap, storage::Time now);

    void store(StoredFields& fields);
};

struct BlueskyPost;

/// Posts by their native ids, as they are now; of those that were removed, or are kept from us, nothing.
/// Throws NetworkError.
std::map<std::string, BlueskyPost> bluesky_posts(BlueskySession& session,
                                                 std::vector<std::string> const& ids);

/// What the server is asked, and what each find must hold for: at least one of the queries behind it.
using BlueskySearches = std::map<std::string, std::vector<watch::Query>>;
/// Of queries in the language of watch/query.h. Throws UserError for one that is none.
BlueskySearches bluesky_searches(std::vector<std::string> const& queries);
/// And of the watched ones; what Bluesky cannot be asked is left out.
BlueskySearches with_watched(BlueskySearches searches, std::vector<watch::Query> const& queries);

}  // namespace bot::networks

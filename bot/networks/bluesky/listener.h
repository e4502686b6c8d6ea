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

/// searchPosts, a page of each query a call, and who mentioned, quoted or answered us. Where a query has more
/// pages, it is asked alone until it has none. What was found is filtered again, as servers pass over what
/// they do not know.
class BlueskyListener : public Listener {
public:
    /// `clock` outlives it. Throws UserError for a query that cannot be read.
    BlueskyListener(BlueskySettings settings, std::shared_ptr<BlueskySession> session, Clock const& clock);
    /// A query that the server refuses is told in `skipped`, and the others go on.
    SearchPage search(WatchQuery const& query, std::string_view cursor) override;

private:
    struct Pass;
    BlueskySearches searches_for(WatchQuery const& query) const;

    BlueskySettings const settings_;
    BlueskySearches const searches_;  // the configured ones
    std::shared_ptr<BlueskySession> const session_;
    Clock const& clock_;
    std::optional<std::string> next_;  // the search to go on with, when one failed in the middle
};

}  // namespace bot::networks

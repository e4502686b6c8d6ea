#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "bot/networks/client/api.h"
#include "bot/networks/mastodon/server.h"
#include "bot/networks/search/rotation.h"

// What is asked of a Mastodon instance in turn, and how far each was read. Pure; any thread.
namespace bot::networks {

/// How far a hashtag, a search or the mentions of a Mastodon instance were read. A hashtag is read upwards
/// with min_id, from `newest_id`; `next` is the max_id with which a pass downwards goes on, and `pages` are
/// those of the first back-fill. Ids are the instance's own.
struct MastodonWatermark : Watermark {
    std::string newest_id;   // the highest id read in order
    storage::Time reread{};  // when to look again for what arrived late
    storage::Time began{};   // when it was first read
    // Of a search, which is paged by offset: results passed so far; the highest id met, what that was when
    // the last pass ended, and what it was an hour ago.
    std::uint64_t offset = 0;
    std::string high, floor, pending;

    void store(StoredFields& fields);
};

/// How far a Mastodon instance was read; for cursor_text() and read_cursor(). At most so many posts are
/// remembered.
struct MastodonCursor {
    explicit MastodonCursor(std::size_t most_remembered) : recent(RecentIds::Form::latest, most_remembered) {}

    SearchRotation<MastodonWatermark> sources;  // by name, e.g. "tag:support"
    std::string instance;  // whose ids these are; "" in a cursor that was kept before this was written
    RecentIds recent;

    void store(StoredFields& fields);
};

/// One thing of an instance that is listened to.
struct MastodonSource {
    enum class Kind { hashtag, search, mentions };
    Kind kind;
    std::string what;      // the hashtag without #, or the search
    std::string name;      // in the cursor, and for people
    bool watched = false;  // only a watch query names it: what is there is held against the queries
    bool operator==(MastodonSource const&) const = default;
};

/// For a search by hand the hashtags it asks for and, with a token, the search itself; else what the settings
/// name, what is watched (searches only with a token) and, with a token, our mentions.
std::vector<MastodonSource> sources_of(MastodonSettings const& settings, WatchQuery const& query);

/// The next call for it.
Call call_for(MastodonSource const& source, MastodonWatermark const& mark);

/// One element of an answer: the id it is paged by, and the status.
struct MastodonItem {
    std::string id;
    nlohmann::json const* status;
    bool summoned;
};
/// In the order of the answer. Throws NetworkError (theirs) if it is no such list; `what` begins the message.
std::vector<MastodonItem> items_of(MastodonSource const& source, nlohmann::json const& answer,
                                   std::string const& what);

/// True until something was found in a source, and while its back-fill goes on.
bool beginning(MastodonSource const& source, MastodonWatermark const& mark);

/// What the items of a page were to the listener.
struct MastodonProgress {
    bool fresh = false;         // at least one of the items was not given before
    bool reached_past = false;  // at least one was older than the back-fill goes
    Time now{};
};
/// Moves the mark over those items. True if there may be more, so that it is to be asked again at once.
bool advance(MastodonSource const& source, MastodonWatermark& mark, std::vector<MastodonItem> const& items,
             MastodonProgress const& progress);

}  // namespace bot::networks

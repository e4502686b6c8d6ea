#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "bot/networks/network.h"

// Records of app.bsky.feed.post and their views (app.bsky.feed.defs#postView), and what we write ourselves
// into one. Pure; any thread.
namespace bot::networks {

/// "at://did:plc:…/app.bsky.feed.post/3k…": the native id of a post.
struct AtUri {
    std::string did, collection, rkey;
    bool is_post() const { return collection == "app.bsky.feed.post"; }
    std::string text() const { return "at://" + did + "/" + collection + "/" + rkey; }
};
/// Empty if it is anything else, e.g. has a handle instead of a DID.
std::optional<AtUri> read_at_uri(std::string_view text);

/// Whether it is made of letters and digits of ASCII and of these others alone, and of so many at most; false
/// for "".
bool made_of(std::string_view text, std::string_view others, std::size_t longest);

/// Where people see it: the page of the post at bsky.app, by DID, which lasts.
std::string bluesky_page(AtUri const& post);

/// A post as the app view showed it to our account.
struct BlueskyPost {
    FoundPost found;
    std::string cid;                                // of this version of it; "" if it is not said
    std::optional<std::string> root_uri, root_cid;  // of the thread it is a reply in; both or neither
    /// What results are sorted by: written or indexed, whichever is earlier.
    std::optional<Time> sorted_at;
    std::int64_t answers = 0;     // below it
    bool replies_closed = false;  // to us: the thread has a gate
    bool blocked = false;         // the author blocks us, or we block the author
};

/// Of a postView of app.bsky.feed.defs, or an entry of listNotifications, which has the same keys. Empty if
/// it is no post (another kind of record) or has no text; `why` says what is wrong if something is.
std::optional<BlueskyPost> read_bluesky_post(nlohmann::json const& view, std::string_view own_did,
                                             std::string& why);

/// The record's text, in which links that are shown shortened have their whole address. Facets that do not
/// fit the text are passed over. Absent if there is no text.
std::optional<std::string> bluesky_text(nlohmann::json const& record);

/// True if the record mentions or quotes `did`.
bool bluesky_calls(nlohmann::json const& record, std::string_view did);

/// A record's key that we choose ourselves: a TID, 13 characters that sort like the time. The same key and
/// moment give the same one; other keys in the same millisecond another one (20 bits of the key are in it).
/// Format: atproto.com/specs/tid.
std::string bluesky_tid(Time time, std::string_view idempotency_key);

/// "2026-08-01T12:34:56.789Z", as records have it.
std::string bluesky_time(Time time);

}  // namespace bot::networks

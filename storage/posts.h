#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/engine/store.h"

namespace storage {

/// What a post's words are recognised by when they are posted again.
struct TextSignature {
    std::optional<std::string> key;  // keyed hash of the words; outlives them
    /// Posts of nearly the same words have at least one in common, in its place. All absent for short posts.
    std::array<std::optional<long long>, 4> bands;
};

/// A post that became a candidate; others are never stored. Absent is absent, never "".
struct Post {
    PostId id;
    std::string network;
    std::string key;                        // keyed hash of (network, native id); outlives the rest
    std::optional<std::string> author_key;  // keyed hash of (network, stable account id)
    std::optional<std::string> thread_key;  // keyed hash of (network, native id of the thread)
    std::optional<std::string> native_id;
    std::optional<std::string> author_id;
    std::optional<std::string> author_handle;
    std::optional<std::string> author_name;
    std::optional<std::string> text;
    std::optional<std::string> language;
    std::optional<std::string> url;
    std::optional<std::string> in_reply_to;
    bool summoned = false;
    std::optional<Time> written_at;
    Time seen_at{};
    std::optional<Time> emptied_at;
    TextSignature marks;  // written; not read back
};

/// A stored post that may say what another says.
struct AlikePost {
    bool same_key = false;
    std::optional<std::string> author_key;
    std::optional<std::string> text;  // absent once it is emptied
};

/// The posts behind the candidates.
namespace posts {

/// False, and nothing is changed, if the post (by its key) is there or ever was.
bool add(Write& write, Post const& post);
std::optional<Post> find(Read const& read, PostId const& id);
std::optional<Post> find_by_key(Read const& read, std::string_view key);
/// The author edited it, as was seen now: these are its words. Without marks it is recognised by the words it
/// had.
void set_text(Write& write, PostId const& id, std::string const& text, Time now);
void set_text(Write& write, PostId const& id, std::string const& text, TextSignature const& marks, Time now);
/// Posts with the same key; and of those that have their words, such as share a band or are that author's.
/// Those with the key first, then the newest.
std::vector<AlikePost> maybe_alike(Read const& read, TextSignature const& marks,
                                   std::optional<std::string> const& author_key, int limit);
/// Those of these keys whose candidate waits, in no order.
std::vector<std::string> waiting_among(Read const& read, std::vector<std::string> const& keys);
/// Removes the words, names and addresses, also those that the candidate has of it; the keys stay, so that
/// the post is never queued again.
void erase_content(Write& write, PostId const& id, Time now);
/// Posts not emptied yet that were seen before `seen_before`, oldest first.
std::vector<PostId> seen_before(Read const& read, Time seen_before, int limit);
/// Those that still have their words, the newest first.
std::vector<Post> newest(Read const& read, int limit);
long long count(Read const& read);
/// Of one network, those seen since then.
long long count_since(Read const& read, std::string_view network, Time since);

}  // namespace posts
}  // namespace storage

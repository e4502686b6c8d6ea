#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/store.h"

namespace storage {

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
};

/// The posts behind the candidates.
namespace posts {

/// False, and nothing is changed, if the post (by its key) is there or ever was.
bool add(Write& write, Post const& post);
std::optional<Post> find(Read const& read, PostId const& id);
std::optional<Post> find_by_key(Read const& read, std::string_view key);
/// The author edited it: these are its words now.
void set_text(Write& write, PostId const& id, std::string const& text);
/// Removes the words, names and addresses, also those that the candidate has of it; the keys stay, so that
/// the post is never queued again.
void empty(Write& write, PostId const& id, Time now);
/// Posts not emptied yet that were seen before `seen_before`, oldest first.
std::vector<PostId> seen_before(Read const& read, Time seen_before, int limit);
/// Those that still have their words, the newest first.
std::vector<Post> newest(Read const& read, int limit);
long long count(Read const& read);
/// Of one network, those seen since then.
long long count_since(Read const& read, std::string_view network, Time since);

}  // namespace posts
}  // namespace storage

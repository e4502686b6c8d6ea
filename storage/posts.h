#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/engine/store.h"

namespace storage {

/// What a post's words are recognised by when they are posted again (MinHash; bot/listen/same_words.h makes
/// it).
struct TextSignature {
    std::optional<std::string> key;  // keyed hash of the words; outlives them
    /// Posts of nearly the same words have at least one in common, in its place. All absent for short posts,
    /// and removed with the words.
    std::array<std::optional<long long>, 4> bands;
};

/// A post that became a candidate; others are never stored. Absent is absent, never "".
struct Post {
    PostId id;
    std::string network;
    std::string key;                        // keyed hash of (network, native id); unique, outlives the rest
    std::optional<std::string> author_key;  // keyed hash of (network, stable account id)
    std::optional<std::string> thread_key;  // keyed hash of (network, native id of the thread)
    // From here to in_reply_to: removed by erase_content, but for the language.
    std::optional<std::string> native_id;
    std::optional<std::string> author_id;
    std::optional<std::string> author_handle;
    std::optional<std::string> author_name;
    std::optional<std::string> text;
    std::optional<std::string> language;
    std::optional<std::string> url;
    std::optional<std::string> in_reply_to;
    bool summoned = false;  // the author mentioned or quoted our account
    std::optional<Time> written_at;
    Time seen_at{};                  // when it was found
    std::optional<Time> emptied_at;  // when its content was erased
    TextSignature signature;         // written; not read back
};

/// A stored post that may say what another says.
struct PossibleDuplicate {
    bool same_key = false;
    std::optional<std::string> author_key;
    std::optional<std::string> text;  // absent once its content was erased
};

/// The posts behind the candidates.
namespace posts {

/// False, and nothing is changed, if the post (by its key) is there or ever was.
bool add(Write& write, Post const& post);
/// Also when its content was erased; then only keys, times, network and language are there.
std::optional<Post> find(Read const& read, PostId const& id);
std::optional<Post> find_by_key(Read const& read, std::string_view key);
/// The author edited it, as was seen now: these are its words. Without a signature it is recognised by the
/// words it had. Nothing once its content was erased.
void set_text(Write& write, PostId const& id, std::string const& text, Time now);
void set_text(Write& write, PostId const& id, std::string const& text, TextSignature const& signature,
              Time now);
/// Posts with the same key; and of those that have their words, such as share a band or are that author's.
/// Those with the key first, then the newest. An index each (words_key, four bands, author).
std::vector<PossibleDuplicate> possible_duplicates(Read const& read, TextSignature const& signature,
                                                   std::optional<std::string> const& author_key, int limit);
/// Those of these keys whose candidate waits, in no order.
std::vector<std::string> waiting_among(Read const& read, std::vector<std::string> const& keys);
/// Removes the words, names and addresses, also those that the candidate has of it; the keys stay, so that
/// the post is never queued again. Nothing of the post if it was done before.
void erase_content(Write& write, PostId const& id, Time now);
/// That author's that still have their words; by the index of authors.
std::vector<PostId> with_words_of(Read const& read, std::string_view author_key);
/// Those that still have their words, the newest first.
std::vector<Post> newest(Read const& read, int limit);
/// All there ever were.
long long count(Read const& read);
/// Of one network, those found since then; by the index posts_by_network.
long long count_since(Read const& read, std::string_view network, Time since);

}  // namespace posts

/// Which posts are to be looked at again at their network, and which are kept no longer. Only posts that
/// still have their content. "Last seen" is the last recheck, or when it was found.
namespace rechecks {

/// The networks of posts that were last seen before `before`, by name.
std::vector<std::string> networks(Read const& read, Time before);
/// Posts there that were last seen before `before`: those whose candidate waits first, then the longest
/// unseen.
std::vector<PostId> unseen(Read const& read, std::string const& network, Time before, int limit);
/// Posts that can no longer be answered, or on which was decided before `decided_before`.
std::vector<PostId> expired(Read const& read, Time decided_before, int limit);
/// The network showed it now.
void seen(Write& write, PostId const& post, Time now);

}  // namespace rechecks

/// The post was removed at its network, or may be kept no longer: its content is erased, whatever became of
/// it. If it waited or was skipped it leaves the queue; an answer that has not begun to leave is refused with
/// `outcome`, any other stays as it is. False if it was forgotten before.
bool forget_post(Write& write, Post const& post, std::string const& outcome, Time now);

}  // namespace storage

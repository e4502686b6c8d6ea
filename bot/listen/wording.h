#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "bot/base/keys.h"
#include "bot/text/near_duplicate.h"
#include "storage/posts.h"

// When two posts say the same in the same words; README.md of this folder says it for people.
namespace bot::listen {

/// A post as it is compared with others: its words in their order, folded as the detector folds them, without
/// mentions, links, hashtags, numbers, emoji and punctuation.
struct Wording {
    /// Of an empty post.
    Wording() = default;
    Wording(std::string_view post);

    std::string words;  // with a blank after each
    /// Of a word: a character of writing without spaces is one, any other word three.
    int thirds = 0;
    text::WordPairs pairs;

    /// Whether it is that many words long.
    bool has(int count) const { return thirds >= 3 * count; }
    /// What the post is recognised by. Short ones are known together with their author, so without an author
    /// they have no key; nor has a post without a word.
    storage::TextSignature signature(Keys const& keys, std::optional<std::string> const& author_key) const;
};

/// Whether two posts say nearly the same: four fifths of their pairs of words are the same and both are long;
/// of one author half of the pairs, and both not short.
bool nearly_same(Wording const& one, Wording const& other, bool same_author);

/// Whether two posts are much the same without saying the same: half of their pairs of words are, and both
/// are long.
bool similar(Wording const& one, Wording const& other);

/// The find like a post of that signature and wording that was last skipped as no praise, in the days for
/// which skipped words are kept. Indexed; of two posts just at half it finds two in five, at seven tenths
/// four in five.
std::optional<storage::CandidateId> like_skipped(storage::Read const& read,
                                                 storage::TextSignature const& signature,
                                                 Wording const& wording, storage::Time now);

/// Whether a stored post says what `post`, of that wording, says, which is not stored yet. Indexed.
bool said_before(storage::Read const& read, storage::Post const& post, Wording const& wording);

}  // namespace bot::listen

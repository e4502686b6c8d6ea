#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "bot/base/keys.h"
#include "storage/posts.h"

// When two posts say the same in the same words; README.md of this folder says it for people.
namespace bot::listen {

/// What a post is recognised by. Words are compared folded, without mentions, links, hashtags, numbers, emoji
/// and punctuation. Short ones are known together with their author, so without an author they have no key;
/// nor has a post without a word.
storage::TextSignature text_signature(Keys const& keys, std::optional<std::string> const& author_key,
                                      std::string_view post);

/// Whether two posts say nearly the same: four fifths of their pairs of words are the same and both are long;
/// of one author half of the pairs, and both not short.
bool nearly_same(std::string_view one, std::string_view other, bool same_author);

/// Whether two posts are much the same without saying the same: half of their pairs of words are, and both
/// are long.
bool similar(std::string_view one, std::string_view other);

/// The find like this post that was last skipped as no praise, in the days for which skipped words are kept.
/// Indexed; of two posts just at half it finds two in five, at seven tenths four in five.
std::optional<storage::CandidateId> like_skipped(storage::Read const& read, storage::Post const& post,
                                                 storage::Time now);

/// Whether a stored post says what `post` says, which is not stored yet. Indexed.
bool said_before(storage::Read const& read, storage::Post const& post);

}  // namespace bot::listen

#pragma once

#include <algorithm>
#include <vector>

#include "bot/networks/network.h"
#include "bot/watch/filter.h"
#include "bot/watch/query.h"

// What of a page is handed out where watch queries asked for it. A network finds more than it was asked for:
// it looks for parts of words, forgives typing errors, or does not know half of our language of queries. So
// what it found is held against the queries again.
namespace bot::networks {

/// watch::holds() for a post as a network gave it: its text, its language and its author's handle.
inline bool holds(watch::Query const& query, FoundPost const& post) {
    return watch::holds(query, {post.text, post.language, post.author_handle});
}

/// Whether a post is to be handed out: one of the queries holds for it, or it calls us or answers us. Without
/// queries only the latter.
inline bool wants(std::vector<watch::Query> const& queries, FoundPost const& post) {
    return post.summoned || post.answers_us ||
           std::ranges::any_of(queries, [&](watch::Query const& query) { return holds(query, post); });
}

}  // namespace bot::networks

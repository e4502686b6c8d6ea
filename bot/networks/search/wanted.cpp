#include "bot/networks/search/wanted.h"

#include <algorithm>

#include "bot/watch/filter.h"

namespace bot::networks {

bool holds(watch::Query const& query, FoundPost const& post) {
    return watch::holds(query, {post.text, post.language, post.author_handle});
}

bool wants(std::vector<watch::Query> const& queries, FoundPost const& post) {
    return post.summoned || post.answers_us ||
           std::ranges::any_of(queries, [&](watch::Query const& query) { return holds(query, post); });
}

}  // namespace bot::networks

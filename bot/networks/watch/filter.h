#pragma once

#include "bot/networks/network.h"
#include "bot/networks/watch/query.h"

namespace bot::networks::watch {

/// True if the post is what the query asks for, whatever a network's own search made of it. Capitals,
/// compatibility forms and the width of characters do not count; a word or phrase stands between word
/// borders; a post that does not say its language is not refused for it. near: must have been replaced
/// (with_names). Pure.
bool holds(Query const& query, FoundPost const& post);

/// A network finds more than it was asked for: true if one of the queries holds for the post, or it calls or
/// answers us.
bool wants(std::vector<Query> const& queries, FoundPost const& post);

}  // namespace bot::networks::watch

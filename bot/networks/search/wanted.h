#pragma once

#include <vector>

#include "bot/networks/network.h"
#include "bot/watch/query.h"

namespace bot::networks {

/// watch::holds() for a post as a network gave it.
bool holds(watch::Query const& query, FoundPost const& post);

/// Whether a post is to be handed out. A network finds more than it was asked for: true if one of the queries
/// holds for the post, or it calls or answers us.
bool wants(std::vector<watch::Query> const& queries, FoundPost const& post);

}  // namespace bot::networks

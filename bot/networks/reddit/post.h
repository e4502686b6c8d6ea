#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>

#include "bot/networks/network.h"

namespace bot::networks {

/// A child of a listing (reddit.com/dev/api: "Listing"), as it is with raw_json=1: without that <, > and &
/// come escaped. The native id is the fullname, t3_… for a submission and t1_… for a comment.
struct RedditThing {
    FoundPost post;
    bool gone = false;    // deleted by its author, or removed; only the id counts
    bool locked = false;  // nobody can answer any more
};

/// Empty if it is neither a submission nor a comment with an id.
std::optional<RedditThing> reddit_thing(nlohmann::json const& child);

}  // namespace bot::networks

#pragma once

#include "bot/base/clock.h"
#include "bot/networks/descriptor.h"

// Reddit by its OAuth API (reddit.com/dev/api), for an application that Reddit approved: submissions by
// search or by "new", comments by the subreddits' own listing, each newest first down to three hours before
// the newest that was seen, as Reddit's index is late; the cursor remembers what the overlap gave. Reddit
// lets no program answer that was not invited to: a person does.
namespace bot::networks {

/// Its section, and what the program adds. The user agent is the section's own_user_agent: Reddit wants a
/// form of its own.
struct RedditSettings : config::Reddit, Caller {};

/// Asks nothing before the first call. A search() makes one request, or two when the token has to be renewed.
/// Without a refresh token there is no account; with one it tells the latest three hundred comments of the
/// person whose it is, for which the token needs the scopes `identity` and `history`. `clock` outlives it.
Network reddit(RedditSettings settings, Clock const& clock);

extern Descriptor const reddit_network;

}  // namespace bot::networks

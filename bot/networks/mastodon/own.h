#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/networks/mastodon/server.h"
#include "bot/networks/mastodon/status.h"
#include "bot/networks/network.h"

namespace bot::networks {

/// What answers that status (the instance's own id), at any depth; none if the status is not there. Throws
/// NetworkError (theirs) if what comes is no list of posts.
std::vector<MastodonStatus> posts_below(MastodonServer& server, std::string const& id);

/// Our reply to that status (the instance's own id) among its answers, or among our latest posts, as servers
/// may be slow to list it below its parent.
std::optional<SentReply> find_own(MastodonServer& server, std::string const& parent_id,
                                  std::string_view words);

/// Deletes a post that should have been a reply and became one of its own, and throws NetworkError: `ours` if
/// it is away, `theirs` with maybe_sent if it could not be deleted.
[[noreturn]] void take_back_astray(MastodonServer& server, std::string const& id);

}  // namespace bot::networks

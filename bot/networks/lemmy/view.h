#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "bot/networks/network.h"

// Posts and comments as Lemmy's API writes them: the views of 0.19, and what 1.0 calls otherwise. Pure; any
// thread.
namespace bot::networks {

/// A comment or a post as one instance shows it. Numbers are that instance's own; `post.native_id` is the
/// ActivityPub id, the same everywhere. Text is Markdown as it was written.
struct LemmyView {
    std::int64_t post_id = 0;
    std::optional<std::int64_t> comment_id;         // absent: it is the post itself
    std::optional<std::int64_t> parent_comment_id;  // absent: a top-level comment, or a post
    std::int64_t creator_id = 0;
    std::int64_t answers = 0;        // below it
    std::optional<int> language_id;  // absent if undetermined
    bool gone = false;               // deleted by the author or removed by moderators
    bool locked = false;
    std::string version;  // the native id, with the time of the last edit if there was one
    FoundPost post;
};

/// BCP 47 by the number of a language in the site's list.
using LemmyLanguages = std::map<int, std::string>;

/// Of an element with a "comment" that comment, else its "post". Both generations of names are understood
/// (published and published_at, actor_id and ap_id). Empty if it has no id, no address or no author.
std::optional<LemmyView> read_lemmy_view(nlohmann::json const& view, LemmyLanguages const& languages);

/// The list of GET /api/v3/site; undetermined is left out.
LemmyLanguages lemmy_languages(nlohmann::json const& site);

}  // namespace bot::networks

#include "bot/networks/reddit/post.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/base/strings.h"
#include "bot/networks/client/json.h"
#include "bot/text/html_text.h"

namespace bot::networks {
namespace {

bool is_fullname(std::string_view name) {
    bool const kind = name.starts_with("t1_") || name.starts_with("t3_");
    return kind && name.size() > 3 && name.size() < 24 && std::ranges::all_of(name.substr(3), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
           });
}

std::optional<std::string> fullname(nlohmann::json const& data, std::string_view key) {
    auto name = json::text(data, key);
    return name && is_fullname(*name) ? name : std::nullopt;
}

/// What stands where a post was: "[deleted]", "[removed]", "[ Removed by Reddit ]", "[deleted by user]",
/// "[ Removed by Reddit on account of violating the content policy. ]"; in Markdown with backslashes.
bool is_grave(std::string_view words) {
    auto bare = lower_ascii(trimmed(words));
    std::erase(bare, '\\');
    if (!bare.starts_with('[') || !bare.ends_with(']')) return false;
    auto const inside = trimmed(std::string_view(bare).substr(1, bare.size() - 2));
    return inside == "deleted" || inside == "removed" || inside == "unavailable" ||
           inside.starts_with("deleted by user") || inside.starts_with("removed by reddit");
}

void read_author(nlohmann::json const& data, FoundPost& post) {
    auto const author = json::text(data, "author");
    if (!author || is_grave(*author)) return;
    post.author_handle = author;
    post.author_id = json::text(data, "author_fullname");
}

}  // namespace

std::optional<RedditThing> reddit_thing(nlohmann::json const& child) {
    auto const& data = json::item(child, "data");
    auto const name = fullname(data, "name");
    if (!name) return std::nullopt;
    RedditThing thing;
    auto& post = thing.post;
    post.native_id = *name;
    auto const title = json::text(data, "title");
    auto const body = json::text(data, name->starts_with("t3_") ? "selftext" : "body");
    // A title alone says nothing of the words below it.
    bool const no_words = (body && is_grave(*body)) || (!body && title && is_grave(*title));
    thing.gone = no_words || json::text(data, "removed_by_category").has_value();
    if (thing.gone) return thing;
    post.text =
        text::entities_decoded(title.value_or("") + (title && body ? "\n\n" : "") + body.value_or(""));
    if (post.text.empty()) return std::nullopt;
    read_author(data, post);
    auto const path = json::text(data, "permalink");
    if (path && path->starts_with("/r/")) post.url = "https://www.reddit.com" + *path;
    post.in_reply_to = fullname(data, "parent_id");
    post.thread = name->starts_with("t3_") ? name : fullname(data, "link_id");
    post.sensitive = json::truth(data, "over_18");
    post.written_at = json::moment(data, "created_utc");
    post.time_unread = !post.written_at && json::text(data, "created_utc");
    thing.locked = json::truth(data, "locked") || json::truth(data, "archived");
    return thing;
}

}  // namespace bot::networks

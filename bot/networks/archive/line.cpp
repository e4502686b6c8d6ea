#include "bot/networks/archive/line.h"

#include <nlohmann/json.hpp>

#include "bot/base/url.h"
#include "bot/networks/client/json.h"
#include "bot/networks/client/timestamps.h"
#include "bot/text/html_text.h"

namespace bot::networks {
namespace {

using Json = nlohmann::json;

std::optional<std::string> handle_of(Json const& object) {
    auto handle = json::text(object, "author");
    if (handle && handle->starts_with('@')) handle->erase(0, 1);
    return handle && !handle->empty() ? handle : std::nullopt;
}

/// Only addresses that a browser may be sent to.
std::optional<std::string> url_of(Json const& object) {
    auto url = json::text(object, "url");
    return url && begins_as_web(*url) ? url : std::nullopt;
}

std::optional<Time> time_of(Json const& object, Time now) {
    if (auto const ago = json::text(object, "ago"))
        if (auto const before = duration_from(*ago)) return now - *before;
    return json::moment(object, "created_at");
}

FoundPost post_of(Json const& object, Time now) {
    FoundPost post;
    post.author_id = json::text(object, "author_id");
    post.author_handle = handle_of(object);
    post.author_name = json::text(object, "author_name");
    post.text = json::text(object, "text").value_or("");
    post.language = json::text(object, "lang");
    post.url = url_of(object);
    post.in_reply_to = json::text(object, "in_reply_to");
    post.thread = json::text(object, "thread");
    post.sensitive = json::truth(object, "sensitive");
    post.written_at = time_of(object, now);
    post.time_unread = !post.written_at && (json::text(object, "created_at") || json::text(object, "ago"));
    return post;
}

/// A post as X's own archive keeps it, `{"tweet": {…}}`; of its author it says nothing.
std::optional<Json> post_of_tweet(Json const& object) {
    auto const& tweet = object.contains("tweet") ? json::item(object, "tweet") : object;
    auto const id = json::text(tweet, "id_str");
    auto const words = json::text(tweet, "full_text");
    if (!id || !words) return std::nullopt;
    Json post = {{"id", *id}, {"text", text::entities_decoded(*words)}};
    post["url"] = "https://x.com/i/status/" + *id;
    post["created_at"] = json::item(tweet, "created_at");
    post["lang"] = json::item(tweet, "lang");
    post["in_reply_to"] = json::item(tweet, "in_reply_to_status_id_str");
    post["sensitive"] = json::item(tweet, "possibly_sensitive");
    return post;
}

}  // namespace

std::optional<ArchiveLine> read_archive_line(std::string_view line, Time now, std::string& why) {
    auto object = json::parsed(line);
    if (object.is_discarded()) return why = "is not JSON", std::nullopt;
    if (object.is_array()) return why = "is an array; make lines of it with jq -c '.[]'", std::nullopt;
    if (!object.is_object()) return why = "is not an object", std::nullopt;
    if (object.contains("orderedItems")) return why = "is an outbox of Mastodon, not a post", std::nullopt;
    if (auto post = post_of_tweet(object)) object = std::move(*post);
    auto const id = json::text(object, "id");
    if (!id) return why = "has no id", std::nullopt;
    ArchiveLine read;
    read.gone = json::truth(object, "gone");
    if (!read.gone && !object.contains("text")) return why = "has no text", std::nullopt;
    if (!read.gone) read.post = post_of(object, now);
    read.post.native_id = *id;
    return read;
}

}  // namespace bot::networks

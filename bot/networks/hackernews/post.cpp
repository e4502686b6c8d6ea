#include "bot/networks/hackernews/post.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/networks/client/json.h"
#include "bot/text/html_text.h"

namespace bot::networks {
namespace {

std::optional<std::string> id_of(nlohmann::json const& value, std::string_view key) {
    auto id = json::text(value, key);
    bool const number =
        id && id->size() <= 18 && std::ranges::all_of(*id, [](char c) { return c >= '0' && c <= '9'; });
    return number ? id : std::nullopt;
}

/// A title is plain, but its entities are decoded: what looks like a tag in it is none.
std::string plain(std::string const& title) {
    std::string escaped;
    for (auto const c : title) c == '<' ? escaped += "&lt;" : escaped += c;
    return text::text_of_html(escaped);
}

/// A story's title is its first paragraph.
std::string words_of(std::optional<std::string> const& title, std::optional<std::string> const& body) {
    auto words = title ? plain(*title) : "";
    auto const rest = body ? text::text_of_html(*body) : "";
    if (!words.empty() && !rest.empty()) words += "\n\n";
    return words + rest;
}

}  // namespace

std::optional<FoundPost> post_of_hit(nlohmann::json const& hit) {
    auto const id = id_of(hit, "objectID");
    if (!id) return std::nullopt;
    FoundPost post;
    post.native_id = *id;
    auto body = json::text(hit, "comment_text");
    if (!body) body = json::text(hit, "story_text");
    post.text = words_of(json::text(hit, "title"), body);
    if (post.text.empty()) return std::nullopt;
    // The name is for life and tells capitals apart: there is no other id.
    post.author_id = post.author_handle = json::text(hit, "author");
    post.url = "https://news.ycombinator.com/item?id=" + *id;
    post.in_reply_to = id_of(hit, "parent_id");
    auto const story = id_of(hit, "story_id");
    post.thread = story || post.in_reply_to ? story : id;
    post.written_at = json::moment(hit, "created_at_i");
    if (!post.written_at) post.written_at = json::moment(hit, "created_at");
    post.time_unread = !post.written_at && (json::text(hit, "created_at_i") || json::text(hit, "created_at"));
    return post;
}

Parent parent_of_item(nlohmann::json const& item) {
    Parent parent;
    parent.text = words_of(json::text(item, "title"), json::text(item, "text"));
    bool const gone = json::truth(item, "deleted") || json::truth(item, "dead") || parent.text.empty();
    parent.state = gone ? Parent::State::gone : Parent::State::there;
    if (gone) parent.text.clear();
    return parent;
}

}  // namespace bot::networks

#include "bot/networks/lemmy/view.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "bot/base/url.h"
#include "bot/networks/client/json.h"
#include "bot/text/html_text.h"

namespace bot::networks {
namespace {

using Json = nlohmann::json;

std::string host_of(std::string_view address) {
    auto const url = parse_url(address);
    return url ? url->authority() : "";
}

/// The last but one number of "0.20.24"; none if that is the root.
std::optional<std::int64_t> parent_in(std::string_view path) {
    auto const last = path.rfind('.');
    if (last == path.npos || last == 0) return std::nullopt;
    auto const before = path.substr(0, last);
    auto const number = before.substr(before.rfind('.') + 1);
    std::int64_t id = 0;
    auto const* const end = number.data() + number.size();
    auto const [stop, error] = std::from_chars(number.data(), end, id);
    return error == std::errc() && stop == end && id > 0 ? std::optional(id) : std::nullopt;
}

std::optional<Time> published(Json const& thing) {
    auto const when = json::moment(thing, "published_at");
    return when ? when : json::moment(thing, "published");
}

/// Beside the thing, or since 1.0 in it.
std::int64_t answers_in(Json const& view, Json const& thing, char const* key) {
    auto const counted = json::whole(json::item(view, "counts"), key);
    return counted ? *counted : json::whole(thing, key).value_or(0);
}

bool is_gone(Json const& thing) {
    return json::truth(thing, "deleted") || json::truth(thing, "removed");
}

/// False if that is nobody.
bool take_creator(LemmyView& read, Json const& creator) {
    auto const name = json::text(creator, "name");
    auto actor = json::address(creator, "actor_id");
    if (!actor) actor = json::address(creator, "ap_id");
    if (!name || !actor) return false;
    read.creator_id = json::whole(creator, "id").value_or(0);
    read.post.author_id = actor;
    read.post.author_handle = *name + "@" + host_of(*actor);
    read.post.author_name = json::text(creator, "display_name");
    return true;
}

std::string title_and_body(Json const& post) {
    auto const title = json::text(post, "name").value_or("");
    auto const body = json::text(post, "body");
    return body ? title + "\n\n" + *body : title;
}

void take_language(LemmyView& read, Json const& thing, LemmyLanguages const& languages) {
    auto const id = json::whole(thing, "language_id");
    if (!id || *id <= 0 || *id > 10'000) return;
    read.language_id = static_cast<int>(*id);
    if (auto const known = languages.find(*read.language_id); known != languages.end())
        read.post.language = known->second;
}

}  // namespace

std::optional<LemmyView> read_lemmy_view(Json const& view, LemmyLanguages const& languages) {
    auto const& comment = json::item(view, "comment");
    auto const& post = json::item(view, "post");
    auto const& thing = comment.is_object() ? comment : post;
    auto const id = json::whole(thing, "id");
    auto const address = json::address(thing, "ap_id");
    auto const post_id = comment.is_object() ? json::whole(comment, "post_id") : id;
    LemmyView read;
    if (!id || !address || !post_id || !take_creator(read, json::item(view, "creator"))) return std::nullopt;
    read.post_id = *post_id;
    read.post.native_id = *address;
    read.answers = answers_in(view, thing, comment.is_object() ? "child_count" : "comments");
    read.post.url = address;
    read.post.thread = json::address(post, "ap_id");
    read.post.written_at = published(thing);
    read.post.time_unread =
        !read.post.written_at && (json::text(thing, "published_at") || json::text(thing, "published"));
    read.post.sensitive = json::truth(post, "nsfw") || json::truth(json::item(view, "community"), "nsfw");
    read.gone = is_gone(thing) || is_gone(post);
    read.locked = json::truth(post, "locked");
    auto edited = json::text(thing, "updated");
    if (!edited) edited = json::text(thing, "updated_at");
    read.version = edited ? *address + " " + *edited : *address;
    take_language(read, thing, languages);
    if (!comment.is_object()) {
        read.post.text = text::entities_decoded(title_and_body(post));
        return read;
    }
    read.comment_id = id;
    read.post.text = text::entities_decoded(json::text(comment, "content").value_or(""));
    read.parent_comment_id = parent_in(json::text(comment, "path").value_or(""));
    if (!read.parent_comment_id) read.post.in_reply_to = read.post.thread;
    return read;
}

LemmyLanguages lemmy_languages(Json const& site) {
    LemmyLanguages languages;
    for (auto const& language : json::list(site, "all_languages")) {
        auto const id = json::whole(language, "id");
        auto const code = json::text(language, "code");
        if (id && *id > 0 && *id <= 10'000 && code && *code != "und")
            languages[static_cast<int>(*id)] = *code;
    }
    return languages;
}

}  // namespace bot::networks

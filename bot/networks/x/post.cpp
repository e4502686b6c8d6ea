#include "bot/networks/x/post.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <vector>

#include "bot/base/strings.h"
#include "bot/networks/client/json.h"

namespace bot::networks {
namespace {

using Json = nlohmann::json;

/// Of two names for one thing the one that is there.
Json const& either(Json const& value, std::string_view old_name, std::string_view new_name) {
    auto const& item = json::item(value, old_name);
    return item.is_null() ? json::item(value, new_name) : item;
}

bool same_handle(std::string_view one, std::string_view other) {
    return lower_ascii(one) == lower_ascii(other);
}

bool is_handle(std::string_view text) {
    return !text.empty() && text.size() <= 20 && std::ranges::all_of(text, [](unsigned char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    });
}

/// The id of the post it refers to in that way.
std::optional<std::string> referenced(Json const& post, std::string_view type) {
    auto const& all = either(post, "referenced_tweets", "referenced_posts");
    if (!all.is_array()) return std::nullopt;
    for (auto const& one : all)
        if (auto id = json::text(one, "id"); json::text(one, "type") == type && id && is_x_id(*id)) return id;
    return std::nullopt;
}

Json const& included(Json const& answer, std::string_view what, std::string_view id) {
    static Json const none;
    for (auto const& one : json::list(json::item(answer, "includes"), what))
        if (json::text(one, "id") == id) return one;
    return none;
}

/// The whole of it is in a note if it is long.
Json const& words_of(Json const& post) {
    auto const& note = either(post, "note_tweet", "note_post");
    return json::text(note, "text") ? note : post;
}

/// What stands in X's text for something else: a short link, an entity.
struct Standin {
    std::string shortened, whole;
};

bool appended_by_x(Json const& url, std::string const& whole, std::optional<std::string> const& quoted) {
    auto const display = json::text(url, "display_url").value_or("");
    if (display.starts_with("pic.x.com/") || display.starts_with("pic.twitter.com/")) return true;
    return quoted && whole.ends_with("/status/" + *quoted);
}

std::vector<Standin> standins_in(Json const& post) {
    auto const quoted = referenced(post, "quoted");
    std::vector<Standin> links{{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}};
    for (auto const& url : json::list(json::item(words_of(post), "entities"), "urls")) {
        auto shortened = json::address(url, "url");
        auto whole = json::address(url, "expanded_url");
        if (!shortened || !whole) continue;
        links.push_back({*shortened, appended_by_x(url, *whole, quoted) ? "" : *whole});
    }
    // Of two that begin alike the longer one is meant.
    std::ranges::stable_sort(
        links, [](auto const& a, auto const& b) { return a.shortened.size() > b.shortened.size(); });
    return links;
}

bool mentions(Json const& words, XAccount const& us) {
    for (auto const& mention : json::list(json::item(words, "entities"), "mentions")) {
        auto const id = json::text(mention, "id");
        auto const handle = json::text(mention, "username");
        if (id ? *id == us.id : handle && !us.handle.empty() && same_handle(*handle, us.handle)) return true;
    }
    return false;
}

/// The post that comes with the answer, by either of the names for such.
Json const& other_post(Json const& answer, std::string_view id) {
    auto const& old = included(answer, "tweets", id);
    return old.is_null() ? included(answer, "posts", id) : old;
}

/// A quote of ours: by its author, or by the address that X appends.
bool quotes(Json const& post, Json const& answer, XAccount const& us) {
    auto const quoted = referenced(post, "quoted");
    if (!quoted) return false;
    if (json::text(other_post(answer, *quoted), "author_id") == us.id) return true;
    auto const end = "/" + us.handle + "/status/" + *quoted;
    for (auto const& url : json::list(json::item(words_of(post), "entities"), "urls")) {
        auto const whole = json::address(url, "expanded_url").value_or("");
        if (!us.handle.empty() && whole.size() > end.size() &&
            same_handle(std::string_view(whole).substr(whole.size() - end.size()), end))
            return true;
    }
    return false;
}

/// X has old names for two languages, and names of its own for what is none.
std::optional<std::string> language_of(Json const& post) {
    auto const name = json::text(post, "lang");
    if (!name || name == "und" || name == "zxx" || (name->size() == 3 && name->front() == 'q'))
        return std::nullopt;
    if (name == "iw") return "he";
    if (name == "in") return "id";
    return name;
}

/// The first version's id: it stays when the post is edited.
std::string first_version(Json const& post, std::string const& id) {
    auto const& versions = either(post, "edit_history_tweet_ids", "edit_history_post_ids");
    if (!versions.is_array() || versions.empty()) return id;
    auto const first = json::text(versions.front()).value_or("");
    return is_x_id(first) ? first : id;
}

}  // namespace

bool is_x_id(std::string_view text) {
    return x_number(text) != 0;
}

std::uint64_t x_number(std::string_view id) {
    std::uint64_t number = 0;
    auto const* const end = id.data() + id.size();
    auto const [stop, error] = std::from_chars(id.data(), end, number);
    return error == std::errc() && stop == end && !id.starts_with('0') ? number : 0;
}

std::string x_text(Json const& post) {
    auto const escaped = json::text(words_of(post), "text").value_or("");
    auto const standins = standins_in(post);
    std::string text;
    for (std::string_view left = escaped; !left.empty();) {
        auto const found = std::ranges::find_if(
            standins, [&](Standin const& one) { return left.starts_with(one.shortened); });
        bool const none = found == standins.end();
        text += none ? std::string(1, left.front()) : found->whole;
        left.remove_prefix(none ? 1 : found->shortened.size());
    }
    text.erase(text.find_last_not_of(" \t\r\n") + 1);
    return text;
}

std::optional<XPost> read_x_post(Json const& post, Json const& answer, XAccount const* us) {
    auto const id = json::text(post, "id");
    if (!id || !is_x_id(*id)) return std::nullopt;
    XPost read;
    read.id = *id;
    read.repost = referenced(post, "retweeted").has_value();
    read.reply_settings = json::text(post, "reply_settings");
    auto& found = read.post;
    found.native_id = first_version(post, *id);
    found.text = x_text(post);
    if (found.text.empty()) return std::nullopt;
    found.author_id = json::text(post, "author_id");
    if (found.author_id) {
        auto const& author = included(answer, "users", *found.author_id);
        found.author_handle = json::text(author, "username");
        found.author_name = json::text(author, "name");
    }
    bool const known = found.author_handle && is_handle(*found.author_handle);
    found.url = x_address(known ? *found.author_handle : "", *id);
    found.language = language_of(post);
    found.in_reply_to = referenced(post, "replied_to");
    found.thread = json::text(post, "conversation_id");
    found.sensitive = json::truth(post, "possibly_sensitive");
    found.written_at = json::moment(post, "created_at");
    found.time_unread = !found.written_at && json::text(post, "created_at");
    if (us == nullptr) return read;
    found.ours = found.author_id == us->id;
    found.answers_us = !found.ours && found.in_reply_to &&
                       json::text(other_post(answer, *found.in_reply_to), "author_id") == us->id;
    read.mentions_us = !found.ours && (mentions(post, *us) || mentions(words_of(post), *us));
    found.summoned = read.mentions_us || (!found.ours && quotes(post, answer, *us));
    return read;
}

std::string x_address(std::string_view handle, std::string_view id) {
    return fmt::format("https://x.com/{}/status/{}", handle.empty() ? "i" : handle, id);
}

}  // namespace bot::networks

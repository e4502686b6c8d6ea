#include "bot/networks/feeds/feed.h"

#include <nlohmann/json.hpp>

#include "bot/base/keys.h"
#include "bot/networks/client/json.h"

namespace bot::networks {
namespace {

std::optional<std::string> name_of(nlohmann::json const& of) {
    for (auto const& author : json::list(of, "authors"))
        if (auto name = json::text(author, "name")) return clean(*name);
    if (auto name = json::text(json::item(of, "author"), "name")) return clean(*name);
    return std::nullopt;
}

std::optional<FoundPost> json_item(nlohmann::json const& feed, nlohmann::json const& item,
                                   std::string_view address) {
    FoundPost post;
    auto const text = [](nlohmann::json const& of, char const* key) {
        auto const words = json::text(of, key);
        return words ? clean(*words) : std::nullopt;
    };
    for (auto const* key : {"url", "external_url"})
        if (auto const link = text(item, key); link && !post.url) post.url = web_address(*link, address);
    auto body = text(item, "content_text");
    if (auto const html = json::text(item, "content_html"); html && !body) body = words_of_html(*html);
    if (!body) body = text(item, "summary");
    auto const words = title_and_body(text(item, "title"), body);
    if (!words) return std::nullopt;
    post.text = *words;
    auto id = text(item, "id");
    if (!id) id = post.url;
    post.native_id = !id || id->size() > 300 ? sha256_hex(id.value_or(post.text)) : *id;
    post.author_name = name_of(item);
    if (!post.author_name) post.author_name = name_of(feed);
    post.language = text(item, "language");
    if (!post.language) post.language = text(feed, "language");
    post.written_at = json::moment(item, "date_published");
    if (!post.written_at) post.written_at = json::moment(item, "date_modified");
    return post;
}

std::optional<Feed> read_json_feed(std::string_view text, std::string_view address, std::string& why) {
    auto const value = json::parsed(text);
    // The version should be an address, but some feeds have "1.1".
    if (value.is_discarded() || !json::text(value, "version") || !json::item(value, "items").is_array())
        return why = "is no feed, or not whole", std::nullopt;
    Feed feed;
    for (auto const& item : json::list(value, "items"))
        if (auto post = json_item(value, item, address)) feed.posts.push_back(std::move(*post));
    return feed;
}

}  // namespace

std::optional<Feed> read_feed(std::string_view bytes, std::string_view charset, std::string_view address,
                              std::string& why) {
    auto const text = to_utf8(bytes, charset);
    auto const first = text.find_first_not_of(" \t\r\n");
    if (first == text.npos) return why = "is empty", std::nullopt;
    return text[first] == '{' ? read_json_feed(text, address, why) : read_xml_feed(text, address, why);
}

}  // namespace bot::networks

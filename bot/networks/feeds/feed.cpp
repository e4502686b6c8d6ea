#include "bot/networks/feeds/feed.h"

#include <unicode/unistr.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/base/keys.h"
#include "bot/base/strings.h"
#include "bot/base/url.h"
#include "bot/networks/client/json.h"
#include "bot/text/html_text.h"
#include "bot/text/json_lines.h"
#include "bot/text/mend.h"

namespace bot::networks {
namespace {

constexpr std::size_t longest = 20'000;

std::string utf8(icu::UnicodeString const& text) {
    std::string bytes;
    text.toUTF8String(bytes);
    return bytes;
}

/// What is no UTF-8 becomes U+FFFD.
std::string sound(std::string_view bytes) {
    return utf8(icu::UnicodeString::fromUTF8({bytes.data(), static_cast<std::int32_t>(bytes.size())}));
}

/// encoding="…" of an XML declaration.
std::string declared(std::string_view bytes) {
    auto const head = bytes.substr(0, 200);
    auto const end = head.find("?>");
    auto const at = head.find("encoding=");
    if (end == head.npos || at == head.npos || at > end) return "";
    auto const quote = head[at + 9];
    auto const from = at + 10, to = head.find(quote, from);
    return to == head.npos ? "" : std::string(head.substr(from, to - from));
}

std::string cut(std::string words) {
    if (words.size() <= longest) return words;
    auto end = longest;
    while (end > 0 && (words[end] & 0xC0) == 0x80) --end;
    words.resize(end);
    return words;
}

}  // namespace

std::string to_utf8(std::string_view bytes, std::string_view charset) {
    if (bytes.starts_with("\xEF\xBB\xBF")) return sound(bytes.substr(3));
    auto const size = static_cast<std::int32_t>(bytes.size());
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
        return utf8(icu::UnicodeString(bytes.data(), size, "UTF-16"));
    if (auto whole = sound(bytes); whole == bytes) return whole;
    for (auto const& name : {std::string(charset), declared(bytes)}) {
        if (name.empty() || name.size() > 40) continue;
        icu::UnicodeString const text(bytes.data(), size, name.c_str());
        if (!text.isEmpty()) return utf8(text);
    }
    return utf8(icu::UnicodeString(bytes.data(), size, "windows-1252"));
}

std::optional<std::string> clean(std::string_view text) {
    auto whole = sound(text);
    std::erase_if(whole, [](unsigned char c) { return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F; });
    auto const first = whole.find_first_not_of(" \t\n");
    if (first == whole.npos) return std::nullopt;
    return whole.substr(first, whole.find_last_not_of(" \t\n") - first + 1);
}

std::optional<std::string> words_of_html(std::string_view html) {
    auto words = text::text_of_html(html);
    bool const twice = html.find('<') == html.npos && words.find('<') != words.npos &&
                       words.find('>') != words.npos && html.find("&lt;") != html.npos;
    if (twice) words = text::text_of_html(words);
    return clean(cut(std::move(words)));
}

std::optional<std::string> title_and_body(std::optional<std::string> const& title,
                                          std::optional<std::string> const& body) {
    if (!title || !body) return title ? title : body;
    if (body->starts_with(*title)) return body;
    return *title + "\n\n" + *body;
}

std::optional<std::string> web_address(std::string_view text, std::string_view base) {
    auto address = clean(text);
    if (!address) return std::nullopt;
    if (std::ranges::any_of(*address, [](unsigned char c) { return c <= 0x20; })) return std::nullopt;
    if (!begins_as_web(*address)) address = join_url(base, *address);
    return address && address->size() <= 2000 && begins_as_web(*address) ? address : std::nullopt;
}

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
    // JSON is UTF-8 (RFC 8259) unless it says otherwise: a bad byte makes no other code page of all of it.
    auto const plain = trimmed(text::without_mark(bytes));
    bool const utf8 = charset.empty() || lower_ascii(charset).starts_with("utf");
    if (plain.starts_with('{') && utf8 && !text::begins_as_utf16(plain))
        return read_json_feed(plain, address, why);
    auto const text = to_utf8(bytes, charset);
    auto const first = text.find_first_not_of(" \t\r\n");
    if (first == text.npos) return why = "is empty", std::nullopt;
    return text[first] == '{' ? read_json_feed(text, address, why) : read_xml_feed(text, address, why);
}

}  // namespace bot::networks

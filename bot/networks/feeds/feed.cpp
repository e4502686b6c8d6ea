#include "bot/networks/feeds/feed.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "bot/base/keys.h"
#include "bot/base/strings.h"
#include "bot/base/url.h"
#include "bot/networks/client/json.h"
#include "bot/networks/client/timestamps.h"
#include "bot/text/code_points.h"
#include "bot/text/html_text.h"
#include "bot/text/json_lines.h"
#include "bot/text/mend.h"

namespace bot::networks {
namespace {

constexpr std::size_t longest = 20'000, longest_name = 500, longest_language = 100;

std::string cut(std::string words) {
    if (words.size() <= longest) return words;
    auto end = longest;
    while (end > 0 && (words[end] & 0xC0) == 0x80) --end;
    words.resize(end);
    return words;
}

/// Whether the words of HTML are HTML again: tags of it that end, or need no end.
bool has_tags(std::string_view words) {
    for (std::string_view const whole : {"<br>", "<br/>", "<br />", "<img ", "<hr>"})
        if (words.find(whole) != words.npos) return true;
    for (std::string_view const name :
         {"p",  "a",  "b",  "i",  "u",  "em",         "strong", "div", "span", "li",  "ul",
          "ol", "h1", "h2", "h3", "h4", "blockquote", "table",  "td",  "pre",  "font"}) {
        auto const end = words.find("</" + std::string(name) + ">");
        if (end != words.npos && words.substr(0, end).find("<" + std::string(name)) != words.npos)
            return true;
    }
    return false;
}

/// Runs without blanks and brackets that hold an '@' within, or begin with "mailto:".
std::string without_mail(std::string_view author) {
    constexpr std::string_view around = " \t\r\n<>()[]{}\"',;|";
    std::string left;
    for (std::size_t at = 0; at < author.size();) {
        auto const end = std::min(author.find_first_of(around, at), author.size());
        auto const run = author.substr(at, end - at);
        auto const sign = run.find('@');
        bool const mail = (sign != run.npos && sign > 0) || lower_ascii(run.substr(0, 7)) == "mailto:";
        if (!mail) left += run;
        if (end < author.size()) left += author[end];
        at = end + 1;
    }
    return left;
}

}  // namespace

std::optional<std::string> clean(std::string_view text) {
    text::CodePoints const points(text);
    auto whole = points.sound ? std::string(text) : text::utf8(points.text);
    std::erase_if(whole, [](unsigned char c) { return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F; });
    auto const first = whole.find_first_not_of(" \t\n");
    if (first == whole.npos) return std::nullopt;
    return whole.substr(first, whole.find_last_not_of(" \t\n") - first + 1);
}

std::optional<std::string> words_of_html(std::string_view html, bool perhaps_twice) {
    auto words = text::text_of_html(html);
    bool const twice =
        perhaps_twice && html.find('<') == html.npos && html.find("&lt;") != html.npos && has_tags(words);
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
    auto const cleaned = clean(text);
    if (!cleaned) return std::nullopt;
    std::string address;
    bool broken = false;  // into lines: it is one address all the same
    for (auto const c : *cleaned) {
        broken = c == '\n' || c == '\t' || (broken && c == ' ');
        if (!broken) address += c == ' ' ? "%20" : std::string(1, c);
    }
    for (auto at = address.find("&amp;"); at != address.npos; at = address.find("&amp;", at + 1))
        address.erase(at + 1, 4);  // escaped twice
    if (lower_ascii(address.substr(0, 4)) == "www.") address.insert(0, "http://");
    if (!begins_as_web(address)) address = join_url(base, address).value_or("");
    auto const url = parse_url(address);
    bool const good =
        address.size() <= 2000 && begins_as_web(address) && url && url->host.find('%') == url->host.npos;
    return good ? std::optional(std::move(address)) : std::nullopt;
}

std::optional<std::string> author_in(std::string_view author) {
    // It may be HTML, a link to the author for one.
    bool const html = author.find('&') != author.npos || author.find("</") != author.npos;
    auto name = without_mail(author);
    if (html) name = without_mail(text::text_of_html(name));
    auto const words = trimmed(name, " \t\r\n<>()[]{}\"',;|:-");
    return words.size() <= longest_name ? clean(words) : std::nullopt;
}

std::string item_id(std::vector<std::optional<std::string>> const& words, std::string_view text,
                    std::vector<std::string> const& feed) {
    constexpr std::array<std::string_view, 16> nothing{
        "0", "-1",    "null", "none", "nil", "undefined", "nan", "n/a",
        "-", "false", "true", "guid", "id",  "#",         "/",   "[object object]"};
    auto const plain = [](std::string_view address) { return trimmed(address, "/ "); };
    for (auto const& word : words) {
        if (!word || std::ranges::find(nothing, lower_ascii(*word)) != nothing.end()) continue;
        if (std::ranges::any_of(feed, [&](auto const& own) { return plain(own) == plain(*word); })) continue;
        return word->size() > 300 ? sha256_hex(*word) : *word;
    }
    // Without a name of its own an item is known by what it says.
    return sha256_hex(text);
}

void take_time(std::vector<std::optional<std::string>> const& times, FoundPost& post, Feed& feed) {
    std::optional<std::string> unread;
    for (auto const& time : times) {
        if (!time || post.written_at) continue;
        post.written_at = time_from_text(*time);
        if (!post.written_at && !unread) unread = time;
    }
    if (post.written_at || !unread) return;
    post.time_unread = true;
    if (!feed.unread_time.empty()) return;
    // A stranger wrote it: only its form is shown.
    for (auto const c : unread->substr(0, 40)) {
        bool const digit = c >= '0' && c <= '9',
                   sign = std::string_view(" .,:;/+-").find(c) != std::string_view::npos;
        feed.unread_time += digit ? '9' : sign ? c : 'a';
    }
}

namespace {

std::optional<std::string> name_of(nlohmann::json const& of) {
    for (auto const& author : json::list(of, "authors"))
        if (auto const name = json::text(author, "name"))
            if (auto words = author_in(*name)) return words;
    if (auto const name = json::text(json::item(of, "author"), "name")) return author_in(*name);
    return std::nullopt;
}

std::optional<FoundPost> json_item(nlohmann::json const& item, std::vector<std::string> const& of_feed,
                                   Feed& feed) {
    FoundPost post;
    auto const text = [](nlohmann::json const& of, char const* key) {
        auto const words = json::text(of, key);
        return words ? clean(*words) : std::nullopt;
    };
    for (auto const* key : {"url", "external_url"})
        if (auto const link = text(item, key); link && !post.url)
            post.url = web_address(*link, of_feed.front());
    auto body = text(item, "content_text");
    if (auto const html = json::text(item, "content_html"); html && !body) body = words_of_html(*html, true);
    if (!body) body = text(item, "summary");
    auto const words = title_and_body(text(item, "title"), body);
    if (!words) return std::nullopt;
    post.text = *words;
    post.native_id = item_id({text(item, "id"), post.url}, post.text, of_feed);
    post.author_name = name_of(item);
    post.language = text(item, "language");
    take_time({text(item, "date_published"), text(item, "date_modified")}, post, feed);
    return post;
}

std::optional<Feed> read_json_feed(std::string_view text, std::string_view address, std::string& why) {
    auto const value = json::parsed(text);
    auto const& items = json::list(value, "items");
    // The version should be an address, but some feeds have "1.1", and some none.
    bool const feed_like = std::ranges::any_of(items, [](auto const& item) {
        bool const words = json::text(item, "title") || json::text(item, "summary");
        return json::text(item, "content_text") || json::text(item, "content_html") ||
               (json::text(item, "id") && words);
    });
    if (value.is_discarded() || !json::item(value, "items").is_array() ||
        !(json::text(value, "version") || feed_like))
        return why = "is no feed, or not whole", std::nullopt;
    Feed feed;
    std::vector<std::string> const of_feed{std::string(address),
                                           json::text(value, "home_page_url").value_or(""),
                                           json::text(value, "feed_url").value_or("")};
    auto const author = name_of(value);
    auto const language = json::text(value, "language");
    for (auto const& item : items) {
        if (feed.posts.size() >= most_feed_posts) {
            feed.more_than_read = true;
            break;
        }
        auto post = json_item(item, of_feed, feed);
        if (!post) continue;
        if (!post->author_name) post->author_name = author;
        if (!post->language && language && language->size() <= longest_language)
            post->language = clean(*language);
        feed.posts.push_back(std::move(*post));
    }
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
    auto const first = text.find_first_not_of(blanks);
    if (first == text.npos) return why = "is empty", std::nullopt;
    return text[first] == '{' ? read_json_feed(text, address, why) : read_xml_feed(text, address, why);
}

}  // namespace bot::networks

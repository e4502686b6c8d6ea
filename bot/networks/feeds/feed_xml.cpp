#include "bot/networks/feeds/feed.h"

#include <algorithm>
#include <charconv>
#include <pugixml.hpp>
#include <sstream>

#include "bot/base/keys.h"
#include "bot/networks/client/timestamps.h"

namespace bot::networks {
namespace {

constexpr std::string_view atom = "http://www.w3.org/2005/Atom", rss1 = "http://purl.org/rss/1.0/",
                           rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
                           content = "http://purl.org/rss/1.0/modules/content/",
                           dc = "http://purl.org/dc/elements/1.1/",
                           sy = "http://purl.org/rss/1.0/modules/syndication/",
                           thr = "http://purl.org/syndication/thread/1.0",
                           tombstones = "http://purl.org/atompub/tombstones/1.0";
constexpr std::size_t most_posts = 2000;

/// The namespace of a name by what its prefix stands for there: prefixes are anybody's choice.
std::string_view namespace_of(pugi::xml_node node, std::string_view prefix) {
    auto const wanted = prefix.empty() ? std::string("xmlns") : "xmlns:" + std::string(prefix);
    for (; node; node = node.parent())
        if (auto const found = node.attribute(wanted.c_str())) return found.value();
    return {};
}

bool is(pugi::xml_node node, std::string_view uri, std::string_view local) {
    std::string_view const name = node.name();
    auto const colon = name.find(':');
    auto const prefix = colon == name.npos ? std::string_view() : name.substr(0, colon);
    return name.substr(colon == name.npos ? 0 : colon + 1) == local && namespace_of(node, prefix) == uri;
}

pugi::xml_node child(pugi::xml_node node, std::string_view uri, std::string_view local) {
    for (auto const inner : node.children())
        if (is(inner, uri, local)) return inner;
    return {};
}

/// All text right inside, CDATA too.
std::string raw(pugi::xml_node node) {
    std::string text;
    for (auto const inner : node.children())
        if (inner.type() == pugi::node_pcdata || inner.type() == pugi::node_cdata) text += inner.value();
    return text;
}

std::string inherited(pugi::xml_node node, char const* attribute) {
    for (; node; node = node.parent())
        if (auto const found = node.attribute(attribute)) return found.value();
    return "";
}

std::optional<std::string> first_of(std::initializer_list<std::optional<std::string>> all) {
    for (auto const& one : all)
        if (one) return one;
    return std::nullopt;
}

std::optional<std::string> id_of(std::optional<std::string> const& word) {
    return word && word->size() > 300 ? std::optional(sha256_hex(*word)) : word;
}

/// Of an Atom text construct: the words by its type.
std::optional<std::string> words_of(pugi::xml_node node) {
    std::string_view const type = node.attribute("type").value();
    if (type == "xhtml") {
        std::ostringstream markup;
        for (auto const inner : node.children()) inner.print(markup, "", pugi::format_raw);
        return words_of_html(markup.str());
    }
    return type == "html" || type == "text/html" ? words_of_html(raw(node)) : clean(raw(node));
}

std::optional<FoundPost> finished(FoundPost post, std::optional<std::string> id,
                                  std::optional<std::string> text) {
    if (!text) return std::nullopt;
    post.text = *text;
    id = id_of(id);
    // Without a name of its own an item is known by what it says.
    post.native_id = id ? *id : sha256_hex(post.text);
    return post;
}

std::optional<FoundPost> atom_entry(pugi::xml_node feed, pugi::xml_node entry, std::string_view address) {
    FoundPost post;
    auto const base = inherited(entry, "xml:base");
    for (auto const link : entry.children()) {
        std::string_view const rel = link.attribute("rel").value();
        if (post.url || !is(link, atom, "link") || !(rel.empty() || rel == "alternate")) continue;
        post.url =
            web_address(link.attribute("href").value(), base.empty() ? address : std::string_view(base));
    }
    auto const name = [](pugi::xml_node of) {
        return clean(raw(child(child(of, atom, "author"), atom, "name")));
    };
    post.author_name = first_of({name(entry), name(child(entry, atom, "source")), name(feed)});
    post.language = clean(inherited(entry, "xml:lang"));
    post.in_reply_to = id_of(clean(child(entry, thr, "in-reply-to").attribute("ref").value()));
    auto const when =
        first_of({clean(raw(child(entry, atom, "published"))), clean(raw(child(entry, atom, "updated")))});
    if (when) post.written_at = time_from_rfc3339(*when);
    auto const body =
        first_of({words_of(child(entry, atom, "content")), words_of(child(entry, atom, "summary"))});
    return finished(post, first_of({clean(raw(child(entry, atom, "id"))), post.url}),
                    title_and_body(words_of(child(entry, atom, "title")), body));
}

void read_atom(pugi::xml_node feed, std::string_view address, Feed& read) {
    for (auto const node : feed.children()) {
        if (read.posts.size() >= most_posts) return;
        if (is(node, tombstones, "deleted-entry"))
            if (auto const ref = id_of(clean(node.attribute("ref").value()))) read.gone.push_back(*ref);
        if (!is(node, atom, "entry")) continue;
        if (auto post = atom_entry(feed, node, address)) read.posts.push_back(std::move(*post));
    }
}

/// "otter@example.org (Mira)": the name alone. A mail address is nothing to keep.
std::optional<std::string> name_in(std::optional<std::string> const& author) {
    if (!author || author->find('@') == author->npos) return author;
    auto const from = author->find('('), to = author->rfind(')');
    if (from == author->npos || to == author->npos || to < from) return std::nullopt;
    return clean(std::string_view(*author).substr(from + 1, to - from - 1));
}

/// `uri` is the namespace of RSS itself: none, but in RSS 1.0.
std::optional<FoundPost> rss_item(pugi::xml_node item, std::string_view uri,
                                  std::optional<std::string> const& language, std::string_view address) {
    FoundPost post;
    auto const text = [&](std::string_view space, std::string_view name) {
        return clean(raw(child(item, space, name)));
    };
    auto const guid = text(uri, "guid");
    auto const link = text(uri, "link");
    auto const about = clean(item.attribute("rdf:about").value());
    if (link) post.url = web_address(*link, address);
    bool const permanent =
        std::string_view(child(item, uri, "guid").attribute("isPermaLink").value()) != "false";
    if (!post.url && guid && permanent) post.url = web_address(*guid, "");
    post.author_name = first_of({text(dc, "creator"), name_in(text(uri, "author"))});
    post.language = first_of({text(dc, "language"), language});
    if (auto const when = text(uri, "pubDate")) post.written_at = time_from_text(*when);
    auto const when = first_of({text(dc, "date"), text(uri, "pubDate")});
    if (!post.written_at && when) post.written_at = time_from_rfc3339(*when);
    post.in_reply_to = id_of(clean(child(item, thr, "in-reply-to").attribute("ref").value()));
    auto const words = [&](std::string_view space, std::string_view name) {
        return words_of_html(raw(child(item, space, name)));
    };
    auto const body = first_of({words(content, "encoded"), words(uri, "description")});
    return finished(post, first_of({guid, about, link}), title_and_body(words(uri, "title"), body));
}

std::optional<int> whole(std::string const& text) {
    int number = 0;
    auto const words = clean(text).value_or("");
    auto const [stop, error] = std::from_chars(words.data(), words.data() + words.size(), number);
    bool const good = error == std::errc() && stop == words.data() + words.size() && number >= 0;
    return good ? std::optional(number) : std::nullopt;
}

std::optional<std::chrono::minutes> pace_of(pugi::xml_node channel, std::string_view uri) {
    if (auto const ttl = whole(raw(child(channel, uri, "ttl"))))
        return std::chrono::minutes(std::min(*ttl, 10'080));
    auto const period = clean(raw(child(channel, sy, "updatePeriod"))).value_or("");
    int const minutes = period == "hourly" ? 60 : period == "daily" ? 1440 : period == "weekly" ? 10'080 : 0;
    if (minutes == 0) return std::nullopt;
    return std::chrono::minutes(minutes /
                                std::max(1, whole(raw(child(channel, sy, "updateFrequency"))).value_or(1)));
}

void read_rss(pugi::xml_node root, std::string_view uri, std::string_view address, Feed& read) {
    auto const channel = child(root, uri, "channel");
    auto const language = clean(raw(child(channel, uri, "language")));
    read.every = pace_of(channel, uri);
    for (auto const hour : child(channel, uri, "skipHours").children())
        if (auto const number = whole(raw(hour)); number && *number <= 24)
            read.skip_hours.insert(*number % 24);
    // The items of RSS 1.0 stand beside the channel.
    for (auto const parent : {channel, root})
        for (auto const item : parent.children()) {
            if (read.posts.size() >= most_posts) return;
            if (!is(item, uri, "item")) continue;
            if (auto post = rss_item(item, uri, language, address)) read.posts.push_back(std::move(*post));
        }
}

}  // namespace

std::optional<Feed> read_xml_feed(std::string_view text, std::string_view address, std::string& why) {
    pugi::xml_document document;
    auto const parsed =
        document.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8);
    auto const root = document.document_element();
    std::string_view const name = root.name();
    Feed feed;
    if (parsed && is(root, atom, "feed"))
        read_atom(root, address, feed);
    else if (parsed && name == "rss")
        read_rss(root, namespace_of(root, ""), address, feed);
    else if (parsed && is(root, rdf, "RDF"))
        read_rss(root, rss1, address, feed);
    else
        return why = parsed ? "is no feed" : "is no feed, or not whole", std::nullopt;
    return feed;
}

}  // namespace bot::networks

#include <algorithm>
#include <charconv>

#include "bot/base/keys.h"
#include "bot/base/strings.h"
#include "bot/base/url.h"
#include "bot/networks/feeds/feed.h"
#include "bot/networks/feeds/markup.h"

namespace bot::networks {
namespace {

using markup::Node;
using markup::Space;
using Words = std::optional<std::string>;

Words plain(Node const& node) {
    return clean(markup::text_of(node));
}

Words first_of(std::initializer_list<Words> all) {
    for (auto const& one : all)
        if (one) return one;
    return std::nullopt;
}

Words id_of(Words const& word) {
    return word && word->size() > 300 ? sha256_hex(*word) : word;
}

/// Where relative addresses in a node begin: xml:base, which may be relative itself.
std::string base_of(Node const& node, std::string const& outer) {
    auto const own = node.attribute("xml:base");
    return own.empty() ? outer : web_address(own, outer).value_or(outer);
}

/// The words of what is HTML, with tags that were escaped and tags that were not.
Words html_words(Node const& node) {
    return words_of_html(markup::html_of(node, false), true);
}

std::string decoded_base64(Node const& node) {
    auto text = markup::text_of(node);
    std::erase_if(text, [](char c) { return blanks.find(c) != blanks.npos; });
    return clean(from_base64(text).value_or("")).value_or("");
}

/// Of a text in Atom: the words by its type. What is no text, like a picture, has none.
Words atom_words(Node const& node) {
    auto const type = lower_ascii(node.attribute("type"));
    auto const mode = lower_ascii(node.attribute("mode"));  // of Atom 0.3
    bool const html = type == "html" || type.starts_with("text/html");
    if (mode == "base64")
        return html                       ? words_of_html(decoded_base64(node), false)
               : type.starts_with("text") ? clean(decoded_base64(node))
                                          : std::nullopt;
    bool const xhtml = type == "xhtml" || type == "application/xhtml+xml" || mode == "xml";
    if (!type.empty() && !html && !xhtml && !type.starts_with("text")) return std::nullopt;
    if (html && mode != "xml") return words_of_html(markup::html_of(node, false), false);
    // Tags in what should be plain text are tags all the same.
    if (xhtml || node.has_elements()) return words_of_html(markup::html_of(node, true), false);
    return plain(node);
}

/// Of a description or title in Media RSS, right in the item, in a group or in a piece of content: plain,
/// unless it says that it is HTML.
Words media_words(Node const& item, std::string_view name) {
    auto const& group = item.child(Space::media, "group");
    auto const& content = item.child(Space::media, "content");
    Node const* found = nullptr;
    for (auto const* const of : {&item, &group, &content, &group.child(Space::media, "content")})
        if (auto const& words = of->child(Space::media, name); words && found == nullptr) found = &words;
    if (found == nullptr) return std::nullopt;
    auto const& words = *found;
    if (lower_ascii(words.attribute("type")) == "html") return html_words(words);
    return words.has_elements() ? words_of_html(markup::html_of(words, true), false) : plain(words);
}

/// Whose element, and how it is called.
struct Name {
    Space space;
    std::string_view local;
};

/// The first of these in an item that has words, each read as its vocabulary has it.
Words first_words(Node const& item, std::initializer_list<Name> names, bool in_atom) {
    for (auto const& [space, local] : names) {
        auto const& node = item.child(space, local);
        bool const atom = space == Space::atom || (in_atom && space == Space::own);
        auto words = space == Space::media ? media_words(item, local)
                     : atom                ? atom_words(node)
                                           : html_words(node);
        if (words) return words;
    }
    return std::nullopt;
}

std::vector<Words> times_of(Node const& item, std::initializer_list<Name> names) {
    std::vector<Words> times;
    for (auto const& [space, local] : names) times.push_back(plain(item.child(space, local)));
    return times;
}

/// A language's tag; absent if it is too long to be one.
Words language_in(std::string_view text) {
    return text.size() <= 100 ? clean(text) : std::nullopt;
}
Words language_of(Node const& node) {
    for (auto const space : {Space::own, Space::dublin_core})
        if (auto const found = language_in(markup::text_of(node.child(space, "language")))) return found;
    return language_in(node.attribute("xml:lang"));
}

/// An author as RSS has them, or as Atom does.
Words author_of(Node const& author) {
    for (auto const space : {Space::own, Space::atom})
        if (auto const& name = author.child(space, "name")) return author_in(markup::text_of(name));
    std::string own;
    for (auto const& inner : author.children) own += inner.text;
    return author_in(own);
}

/// The first link of that node that leads to what it is about.
Words link_of(Node const& node, Space space, std::string const& base) {
    for (auto const& link : node.children) {
        if (!link.is(space, "link")) continue;
        auto const rel = lower_ascii(trimmed(link.attribute("rel")));
        if (!rel.empty() && rel != "alternate" && !rel.ends_with("/alternate")) continue;
        if (auto url = web_address(link.attribute("href"), base_of(link, base))) return url;
    }
    return std::nullopt;
}

std::optional<FoundPost> finished(FoundPost post, Words const& text, std::vector<Words> const& ids,
                                  std::vector<std::string> const& of_feed) {
    if (!text) return std::nullopt;
    post.text = *text;
    post.native_id = item_id(ids, post.text, of_feed);
    return post;
}

/// One reading of a document.
class DocumentReading {
public:
    DocumentReading(Node const& root, std::string_view address)
        : root_(root),
          base_(base_of(root, std::string(address))),
          own_addresses_{std::string(address)},
          author_(author_of(root.child(Space::own, "author"))),
          language_(language_of(root)) {}
    Feed atom();
    Feed rss();

private:
    std::optional<FoundPost> entry(Node const& entry);
    std::optional<FoundPost> item(Node const& item, std::string const& outer);
    bool full() {
        feed_.more_than_read = feed_.posts.size() >= most_feed_posts;
        return feed_.more_than_read;
    }
    void take(std::optional<FoundPost> post) {
        if (post) feed_.posts.push_back(std::move(*post));
    }

    Node const& root_;
    std::string const base_;
    std::vector<std::string> own_addresses_;  // which are no item's
    // Of items that say nothing.
    Words const author_;
    Words language_;
    Feed feed_;
};

std::optional<FoundPost> DocumentReading::entry(Node const& entry) {
    FoundPost post;
    auto const text = [&](Space space, std::string_view name) { return plain(entry.child(space, name)); };
    post.url = link_of(entry, Space::own, base_of(entry, base_));
    post.author_name = first_of(
        {author_of(entry.child(Space::own, "author")), author_of(entry.child(Space::dublin_core, "creator")),
         author_of(entry.child(Space::own, "source").child(Space::own, "author")), author_});
    post.language = first_of({language_of(entry), language_});
    post.in_reply_to = id_of(clean(entry.child(Space::threads, "in-reply-to").attribute("ref")));
    take_time(times_of(entry, {{Space::own, "published"},
                               {Space::own, "issued"},
                               {Space::own, "created"},
                               {Space::dublin_core, "date"},
                               {Space::own, "updated"},
                               {Space::own, "modified"}}),
              post, feed_);
    auto const body = first_words(entry,
                                  {{Space::own, "content"},
                                   {Space::content, "encoded"},
                                   {Space::own, "summary"},
                                   {Space::media, "description"}},
                                  true);
    auto const title = first_words(
        entry, {{Space::own, "title"}, {Space::dublin_core, "title"}, {Space::media, "title"}}, true);
    return finished(post, title_and_body(title, body), {text(Space::own, "id"), post.url}, own_addresses_);
}

Feed DocumentReading::atom() {
    if (auto const home = link_of(root_, Space::own, base_)) own_addresses_.push_back(*home);
    for (auto const& node : root_.children) {
        if (node.is(Space::tombstones, "deleted-entry"))
            if (auto const ref = id_of(clean(node.attribute("ref")))) feed_.gone.push_back(*ref);
        if (!node.is(Space::own, "entry")) continue;
        if (full()) break;
        take(entry(node));
    }
    return std::move(feed_);
}

std::optional<FoundPost> DocumentReading::item(Node const& item, std::string const& outer) {
    FoundPost post;
    auto const base = base_of(item, outer);
    auto const text = [&](Space space, std::string_view name) { return plain(item.child(space, name)); };
    auto const& guid = item.child(Space::own, "guid");
    auto const link = text(Space::own, "link");
    auto const about = clean(item.attribute("about"));
    if (link) post.url = web_address(*link, base_of(item.child(Space::own, "link"), base));
    for (auto const space : {Space::own, Space::atom})
        if (!post.url) post.url = link_of(item, space, base);
    auto const id = plain(guid);
    bool const permanent = lower_ascii(guid.attribute("ispermalink")) != "false";
    if (!post.url && id && permanent) post.url = web_address(*id, "");
    if (!post.url && about) post.url = web_address(*about, "");
    auto const author = [&](Space space, std::string_view name) {
        return author_of(item.child(space, name));
    };
    post.author_name = first_of({author(Space::dublin_core, "creator"), author(Space::own, "author"),
                                 author(Space::atom, "author"), author(Space::itunes, "author")});
    post.language = first_of({language_of(item), language_});
    take_time(times_of(item, {{Space::own, "pubdate"},
                              {Space::dublin_core, "date"},
                              {Space::dublin_core, "created"},
                              {Space::dublin_core, "issued"},
                              {Space::own, "date"},
                              {Space::own, "published"},
                              {Space::atom, "published"},
                              {Space::atom, "updated"},
                              {Space::dublin_core, "modified"},
                              {Space::own, "updated"}}),
              post, feed_);
    post.in_reply_to = id_of(clean(item.child(Space::threads, "in-reply-to").attribute("ref")));
    auto const body = first_words(item,
                                  {{Space::content, "encoded"},
                                   {Space::own, "encoded"},
                                   {Space::xhtml, "body"},
                                   {Space::own, "body"},
                                   {Space::atom, "content"},
                                   {Space::own, "description"},
                                   {Space::own, "content"},
                                   {Space::dublin_core, "description"},
                                   {Space::own, "summary"},
                                   {Space::atom, "summary"},
                                   {Space::itunes, "summary"},
                                   {Space::media, "description"}},
                                  false);
    auto const title = first_words(item,
                                   {{Space::own, "title"},
                                    {Space::dublin_core, "title"},
                                    {Space::atom, "title"},
                                    {Space::itunes, "title"},
                                    {Space::media, "title"}},
                                   false);
    return finished(post, title_and_body(title, body), {id, about, link}, own_addresses_);
}

std::optional<int> whole(Node const& node) {
    int number = 0;
    auto const words = plain(node).value_or("");
    auto const [stop, error] = std::from_chars(words.data(), words.data() + words.size(), number);
    bool const good = error == std::errc() && stop == words.data() + words.size() && number >= 0;
    return good ? std::optional(number) : std::nullopt;
}

std::optional<std::chrono::minutes> pace_of(Node const& channel) {
    if (auto const ttl = whole(channel.child(Space::own, "ttl")))
        return std::chrono::minutes(std::min(*ttl, 10'080));
    auto const period = lower_ascii(plain(channel.child(Space::pace, "updateperiod")).value_or(""));
    int const minutes = period == "hourly" ? 60 : period == "daily" ? 1440 : period == "weekly" ? 10'080 : 0;
    if (minutes == 0) return std::nullopt;
    return std::chrono::minutes(
        minutes / std::max(1, whole(channel.child(Space::pace, "updatefrequency")).value_or(1)));
}

Feed DocumentReading::rss() {
    auto const& channel = root_.child(Space::own, "channel");
    auto const base = base_of(channel, base_);
    if (auto const home = plain(channel.child(Space::own, "link"))) {
        own_addresses_.push_back(*home);
        own_addresses_.push_back(web_address(*home, base).value_or(*home));
    }
    if (auto const language = language_of(channel)) language_ = language;
    feed_.every = pace_of(channel);
    for (auto const& hour : channel.child(Space::own, "skiphours").children)
        if (auto const number = whole(hour); number && *number <= 24) feed_.skip_hours.insert(*number % 24);
    // The items of RSS 1.0 stand beside the channel, and some feeds have several channels.
    auto const take_items = [&](Node const& parent, std::string const& outer) {
        for (auto const& node : parent.children) {
            if (!node.is(Space::own, "item")) continue;
            if (full()) return;
            take(item(node, outer));
        }
    };
    for (auto const& node : root_.children)
        if (node.is(Space::own, "channel")) take_items(node, base_of(node, base_));
    take_items(root_, base_);
    return std::move(feed_);
}

}  // namespace

std::optional<Feed> read_xml_feed(std::string_view text, std::string_view address, std::string& why) {
    using State = markup::Document::State;
    auto const document = markup::read(text);
    auto const& root = document.root;
    bool const atom = root.name == "feed";
    bool const foreign =
        atom && !document.root_namespace.empty() && !markup::is_atom(document.root_namespace);
    if (document.state == State::no_feed || foreign) return why = "is no feed", std::nullopt;
    if (document.state == State::cut) return why = "is no feed, or not whole", std::nullopt;
    if (document.state == State::too_large)
        return why = "has more in it than is read of a feed", std::nullopt;
    DocumentReading reading(root, address);
    return atom ? reading.atom() : reading.rss();
}

}  // namespace bot::networks

#include "bot/text/html_text.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>

#include "bot/base/url.h"
#include "bot/text/code_points.h"

namespace bot::text {
namespace {

struct FreeTree {
    void operator()(GumboOutput* tree) const noexcept { gumbo_destroy_output(&kGumboDefaultOptions, tree); }
};

// Deeper than any post; what lies below is left out, so that hostile nesting costs no stack.
constexpr int deepest = 200;
// Longer is no post.
constexpr std::size_t longest = 1024 * 1024;
constexpr std::size_t longest_emoji = 60;
constexpr std::size_t longest_reference = 34, most_references = 300;
// Gumbo frees a tree by recursion, repeats what is open of <b>, <i> and the like in every paragraph after it,
// and moves what is out of place in a table past all that are open: so many tags in all, and so many of those
// open at once, are surely enough for a post.
constexpr int most_tags = 5000;
constexpr int most_open = 40;
constexpr int most_attributes = 500;
constexpr std::array<std::string_view, 15> costly{
    "table", "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"};

std::string_view attribute(GumboElement const& element, char const* name) {
    auto const* const found = gumbo_get_attribute(&element.attributes, name);
    return found != nullptr ? found->value : std::string_view();
}

bool has_class(GumboElement const& element, std::string_view name) {
    auto left = attribute(element, "class");
    while (!left.empty()) {
        auto const end = std::min(left.find_first_of(" \t\r\n\f"), left.size());
        if (left.substr(0, end) == name) return true;
        left.remove_prefix(std::min(left.size(), end + 1));
    }
    return false;
}

bool one_of(GumboTag tag, std::initializer_list<GumboTag> tags) {
    return std::ranges::find(tags, tag) != tags.end();
}

/// The name of the tag that begins there, after '<' or "</".
std::string tag_name(std::string_view from) {
    std::string name;
    for (auto const c : from.substr(0, 8)) {
        if ((c | 32) < 'a' || (c | 32) > 'z') break;
        name += static_cast<char>(c | 32);
    }
    return name;
}

/// Counts the attributes of tags as browsers find them (https://html.spec.whatwg.org, 13.2.5), because gumbo
/// compares each with all. Each part of a text is looked at once.
class Attributes {
public:
    /// Whether the tag that begins there has more than any has.
    bool too_many(std::string_view html, std::size_t at) {
        if (at < looked_at_) return false;
        auto in = In::tag;
        int count = 0;
        for (looked_at_ = at; looked_at_ < html.size() && in != In::text; ++looked_at_) {
            auto const before = in;
            in = next(in, html[looked_at_]);
            count += in == In::name && before != In::name;
            if (count > most_attributes) return true;
        }
        return false;
    }

private:
    enum class In { text, tag, between, name, behind_name, before_value, plain, quoted, quoted_once };

    static In next(In in, char c) {
        bool const blank = c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
        if (in == In::quoted) return c == '"' ? In::between : in;
        if (in == In::quoted_once) return c == '\'' ? In::between : in;
        if (c == '>') return In::text;
        if (in == In::before_value)
            return blank ? in : c == '"' ? In::quoted : c == '\'' ? In::quoted_once : In::plain;
        if (blank) return in == In::name || in == In::behind_name ? In::behind_name : In::between;
        if (in == In::plain) return in;
        if (c == '/') return In::between;
        if (in == In::tag) return in;
        return c == '=' && in != In::between ? In::before_value : In::name;
    }

    std::size_t looked_at_ = 0;
};

/// As much of it as can be parsed without harm.
std::string_view harmless(std::string_view html) {
    html = html.substr(0, longest);
    std::array<int, costly.size()> open{};
    int tags = 0, all_open = 0;
    Attributes attributes;
    for (auto at = html.find('<'); at != html.npos; at = html.find('<', at + 1)) {
        bool const closes = html.substr(at + 1).starts_with('/');
        auto const name = tag_name(html.substr(at + (closes ? 2 : 1)));
        auto const found = std::ranges::find(costly, std::string_view(name));
        if (found != costly.end()) {
            auto& count = open[static_cast<std::size_t>(found - costly.begin())];
            auto const change = !closes ? 1 : count > 0 ? -1 : 0;
            count += change;
            all_open += change;
        }
        bool const wide = !name.empty() && attributes.too_many(html, at);
        if (++tags > most_tags || all_open > most_open || wide) return html.substr(0, at);
    }
    return html;
}

/// Text that grows: knows what blanks and line ends are still owed before the next word.
class Writer {
public:
    void word(std::string_view text, bool keep_blanks) {
        for (std::size_t i = 0; i < text.size(); ++i) {
            auto const c = text[i];
            bool const no_break = text.substr(i).starts_with("\xC2\xA0");
            if (no_break) ++i;
            if (c == '\0') continue;
            if (keep_blanks && c == '\n')
                line(1);
            else if (no_break || c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f')
                keep_blanks ? put(' ') : owe_blank();
            else
                put(c);
        }
    }
    /// Ends the line: 1 begins another one, 2 leaves an empty one between.
    void ends(int lines) { lines_ = std::max(lines_, lines); }
    /// One line end more, whatever is owed.
    void line(int more) { lines_ += more; }
    std::string take() {
        while (!text_.empty() && text_.back() == ' ') text_.pop_back();
        return std::move(text_);
    }

private:
    void owe_blank() { blank_ = true; }
    void put(char c) {
        if (lines_ > 0) {
            while (!text_.empty() && text_.back() == ' ') text_.pop_back();
            if (!text_.empty()) text_.append(static_cast<std::size_t>(std::min(lines_, 2)), '\n');
        } else if (blank_ && !text_.empty()) {
            text_ += ' ';
        }
        lines_ = 0;
        blank_ = false;
        text_ += c;
    }

    std::string text_;
    int lines_ = 0;
    bool blank_ = false;
};

void write(Writer& to, GumboNode const& node, bool keep_blanks, int depth);

void write_children(Writer& to, GumboElement const& element, bool keep_blanks, int depth) {
    for (unsigned i = 0; i < element.children.length; ++i)
        write(to, *static_cast<GumboNode const*>(element.children.data[i]), keep_blanks, depth + 1);
}

std::string_view without_scheme(std::string_view address) {
    for (std::string_view const beginning : {"https://", "http://", "www."})
        if (address.starts_with(beginning)) address.remove_prefix(beginning.size());
    return address;
}

/// Whether the words are the address, shortened for the eye: its beginning, with dots behind or with some of
/// its path. "otter.example" and "v2.1" are words.
bool shortens(std::string_view words, std::string_view address) {
    bool dotted = false;
    for (std::string_view const dots : {"...", "\xE2\x80\xA6"})
        if (words.ends_with(dots)) {
            words.remove_suffix(dots.size());
            dotted = true;
        }
    words = without_scheme(words);
    return words.size() > 3 && (dotted || words.find('/') != words.npos) &&
           without_scheme(address).starts_with(words);
}

void write_link(Writer& to, GumboElement const& element, bool keep_blanks, int depth) {
    Writer apart;
    write_children(apart, element, keep_blanks, depth);
    auto const words = apart.take();
    auto const address = attribute(element, "href");
    to.word(begins_as_web(address) && shortens(words, address) ? address : words, keep_blanks);
}

/// An emoji that a site shows as a picture is a word; other pictures are none.
void write_picture(Writer& to, GumboElement const& element) {
    auto const words = attribute(element, "alt");
    if (words.empty() || words.size() > longest_emoji) return;
    bool drawn = false;
    for (auto const* const name : {"wp-smiley", "emoji", "emoticon", "smiley", "twemoji"})
        drawn = drawn || has_class(element, name);
    CodePoints const read(words);
    std::size_t at = 0;
    while (auto const length = emoji_at(read.text, at)) at += length;
    if (drawn || at == read.text.size()) to.word(words, false);
}

void write_element(Writer& to, GumboElement const& element, bool keep_blanks, int depth) {
    auto const tag = element.tag;
    if (one_of(tag, {GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_HEAD, GUMBO_TAG_TEMPLATE,
                     GUMBO_TAG_NOSCRIPT, GUMBO_TAG_IFRAME, GUMBO_TAG_OBJECT, GUMBO_TAG_SVG, GUMBO_TAG_MATH,
                     GUMBO_TAG_TITLE, GUMBO_TAG_NOFRAMES}) ||
        has_class(element, "invisible") || has_class(element, "quote-inline"))
        return;
    if (tag == GUMBO_TAG_IMG) return write_picture(to, element);
    if (tag == GUMBO_TAG_BR) return to.line(1);
    if (tag == GUMBO_TAG_A) return write_link(to, element, keep_blanks, depth);
    bool const paragraph = one_of(
        tag, {GUMBO_TAG_P, GUMBO_TAG_PRE, GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_UL, GUMBO_TAG_OL, GUMBO_TAG_H1,
              GUMBO_TAG_H2, GUMBO_TAG_H3, GUMBO_TAG_H4, GUMBO_TAG_H5, GUMBO_TAG_H6, GUMBO_TAG_TABLE});
    bool const block =
        one_of(tag, {GUMBO_TAG_DIV, GUMBO_TAG_LI, GUMBO_TAG_TR, GUMBO_TAG_SECTION, GUMBO_TAG_ARTICLE,
                     GUMBO_TAG_FIGURE, GUMBO_TAG_FIGCAPTION, GUMBO_TAG_DT, GUMBO_TAG_DD});
    auto const lines = paragraph ? 2 : block ? 1 : 0;
    to.ends(lines);
    if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) to.word(" ", false);
    write_children(to, element, keep_blanks || tag == GUMBO_TAG_PRE, depth);
    to.ends(lines);
}

void write(Writer& to, GumboNode const& node, bool keep_blanks, int depth) {
    if (depth > deepest) return;
    switch (node.type) {
        case GUMBO_NODE_TEXT:
        case GUMBO_NODE_CDATA:
        case GUMBO_NODE_WHITESPACE:
            return to.word(node.v.text.text, keep_blanks);
        case GUMBO_NODE_ELEMENT:
            return write_element(to, node.v.element, keep_blanks, depth);
        default:
            return;
    }
}

}  // namespace

std::string text_of_html(std::string_view html) {
    html = harmless(html);
    // As what stands in a page's body: a <noscript> in front would belong to a head, and its words would not.
    auto options = kGumboDefaultOptions;
    options.fragment_context = GUMBO_TAG_BODY;
    std::unique_ptr<GumboOutput, FreeTree> const tree(
        gumbo_parse_with_options(&options, html.data(), html.size()));
    Writer text;
    if (tree) write(text, *tree->root, false, 0);
    auto words = text.take();
    // Gumbo counts beyond its numbers in "&#x800000FF;", and writes a byte that is no UTF-8.
    CodePoints const read(words);
    return read.sound ? words : utf8(read.text);
}

std::string entities_decoded(std::string_view text) {
    std::map<std::string, std::string, std::less<>> known;  // each is decoded once
    std::string all;
    for (;;) {
        auto const sign = std::min(text.find('&'), text.size());
        all += text.substr(0, sign);
        text.remove_prefix(sign);
        if (text.empty()) return all;
        auto const end = text.substr(0, longest_reference).find(';');
        auto const name = text.substr(1, end == text.npos ? 0 : end - 1);
        bool const plain = !name.empty() && std::ranges::all_of(name, [](char c) {
            return c == '#' || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
        });
        auto const written = text.substr(0, plain ? end + 1 : 1);
        text.remove_prefix(written.size());
        auto found = known.find(written);
        if (plain && found == known.end() && known.size() < most_references) {
            auto const read = text_of_html("x" + std::string(written) + "x");
            bool const one = read.size() > 2 && read.front() == 'x' && read.back() == 'x';
            found = known.emplace(written, one ? read.substr(1, read.size() - 2) : std::string(written)).first;
        }
        all += found == known.end() ? written : std::string_view(found->second);
    }
}

}  // namespace bot::text

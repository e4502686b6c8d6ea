#include "bot/text/html_text.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
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
// Gumbo frees a tree by recursion, and repeats what is open of <b>, <i> and the like in every paragraph after
// it: so many tags in all, and so many of those open at once, are surely enough for a post.
constexpr int most_tags = 5000;
constexpr int most_open = 40;
constexpr std::array<std::string_view, 14> formatting{"a",    "b", "big",   "code",   "em",     "font", "i",
                                                      "nobr", "s", "small", "strike", "strong", "tt",   "u"};

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

/// As much of it as can be parsed without harm.
std::string_view harmless(std::string_view html) {
    html = html.substr(0, longest);
    std::array<int, formatting.size()> open{};
    int tags = 0, all_open = 0;
    for (auto at = html.find('<'); at != html.npos; at = html.find('<', at + 1)) {
        bool const closes = html.substr(at + 1).starts_with('/');
        auto const name = tag_name(html.substr(at + (closes ? 2 : 1)));
        auto const found = std::ranges::find(formatting, std::string_view(name));
        if (found != formatting.end()) {
            auto& count = open[static_cast<std::size_t>(found - formatting.begin())];
            auto const change = !closes ? 1 : count > 0 ? -1 : 0;
            count += change;
            all_open += change;
        }
        if (++tags > most_tags || all_open > most_open) return html.substr(0, at);
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

/// Whether the words are the address, shortened for the eye.
bool shortens(std::string_view words, std::string_view address) {
    for (std::string_view const dots : {"...", "\xE2\x80\xA6"})
        if (words.ends_with(dots)) words.remove_suffix(dots.size());
    return words.size() > 3 && words.find_first_of(" \n") == words.npos &&
           words.find_first_of("./") != words.npos && address.find(words) != address.npos;
}

void write_link(Writer& to, GumboElement const& element, bool keep_blanks, int depth) {
    Writer apart;
    write_children(apart, element, keep_blanks, depth);
    auto const words = apart.take();
    auto const address = attribute(element, "href");
    to.word(begins_as_web(address) && shortens(words, address) ? address : words, keep_blanks);
}

void write_element(Writer& to, GumboElement const& element, bool keep_blanks, int depth) {
    auto const tag = element.tag;
    if (one_of(tag,
               {GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_HEAD, GUMBO_TAG_TEMPLATE, GUMBO_TAG_NOSCRIPT,
                GUMBO_TAG_IFRAME, GUMBO_TAG_OBJECT, GUMBO_TAG_SVG, GUMBO_TAG_MATH}) ||
        has_class(element, "invisible") || has_class(element, "quote-inline"))
        return;
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
    std::unique_ptr<GumboOutput, FreeTree> const tree(
        gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size()));
    Writer text;
    if (tree) write(text, *tree->root, false, 0);
    auto words = text.take();
    // Gumbo counts beyond its numbers in "&#x800000FF;", and writes a byte that is no UTF-8.
    CodePoints const read(words);
    return read.sound ? words : utf8(read.text);
}

}  // namespace bot::text

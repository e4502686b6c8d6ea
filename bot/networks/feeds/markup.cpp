#include "bot/networks/feeds/markup.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "bot/base/strings.h"
#include "bot/networks/feeds/feed.h"
#include "bot/text/html_text.h"

namespace bot::networks::markup {
namespace {

constexpr std::size_t most_nodes = 400'000, most_attributes = 100, most_namespaces = 200, deepest = 100;
constexpr std::size_t longest_entity = 32, most_entities = 300;

bool begins_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}
bool ends_name(char c) {
    return blanks.find(c) != blanks.npos || c == '/' || c == '>' || c == '<' || c == '=';
}

/// The prefix and the rest of a name, in small letters.
std::pair<std::string, std::string> parts_of(std::string_view name) {
    auto const small = lower_ascii(name);
    auto const colon = small.find(':');
    if (colon == small.npos) return {"", small};
    return {small.substr(0, colon), small.substr(colon + 1)};
}

struct Tag {
    std::string_view name;
    std::vector<std::pair<std::string_view, std::string_view>> attributes;  // as written
    bool empty = false;                                                     // "<br/>"
    std::size_t after = 0;                                                  // where the text goes on
};

class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}
    Document read();

private:
    std::optional<Tag> tag_at(std::size_t at);
    std::size_t find(std::string_view what, std::size_t from);
    std::size_t after_declaration(std::size_t at) const;
    std::size_t pass(std::size_t at);
    std::size_t start(Tag const& tag);
    std::size_t end_tag(std::size_t at);
    void add_text(std::string_view text, bool decode);
    void close() {
        namespaces_.resize(opened_.back());
        open_.pop_back();
        opened_.pop_back();
    }
    std::string decoded(std::string_view text);
    std::string entity(std::string_view name);
    std::string const* namespace_of(std::string const& prefix) const;

    std::string_view const text_;
    std::map<std::string, bool, std::less<>> nowhere_;  // what was looked for to the end in vain
    Document document_;
    std::vector<Node*> open_;
    std::vector<std::size_t> opened_;  // how many namespaces there were outside of each
    std::vector<std::pair<std::string, std::string>> namespaces_;  // by prefix, the innermost last
    std::map<std::string, std::string, std::less<>> entities_;
    std::size_t nodes_ = 0;
    bool done_ = false;
};

/// As std::string_view's, but what is nowhere is looked for once.
std::size_t Reader::find(std::string_view what, std::size_t from) {
    if (nowhere_.contains(what)) return text_.npos;
    auto const at = text_.find(what, from);
    if (at == text_.npos) nowhere_.emplace(what, true);
    return at;
}

/// Empty if no tag begins there: "<3", "a < b", or one that another tag cuts off.
std::optional<Tag> Reader::tag_at(std::size_t at) {
    auto i = at + 1;
    if (i >= text_.size() || !begins_name(text_[i])) return std::nullopt;
    Tag tag;
    auto const word = [&] {
        auto const from = i;
        while (i < text_.size() && !ends_name(text_[i])) ++i;
        return text_.substr(from, i - from);
    };
    auto const skip = [&] {
        while (i < text_.size() && blanks.find(text_[i]) != blanks.npos) ++i;
    };
    tag.name = word();
    for (skip(); i < text_.size(); skip()) {
        if (text_[i] == '>') {
            tag.empty = text_[i - 1] == '/';
            tag.after = i + 1;
            return tag;
        }
        if (text_[i] == '<') return std::nullopt;
        if (text_[i] == '/' || text_[i] == '=') {
            ++i;
            continue;
        }
        auto const name = word();
        std::string_view value;
        skip();
        if (i < text_.size() && text_[i] == '=') {
            ++i;
            skip();
            if (i < text_.size() && (text_[i] == '"' || text_[i] == '\'')) {
                auto const end = find(text_.substr(i, 1), i + 1);
                if (end == text_.npos) return std::nullopt;
                value = text_.substr(i + 1, end - i - 1);
                i = end + 1;
            } else {
                auto const from = i;
                while (i < text_.size() && text_[i] != '>' && text_[i] != '<' &&
                       blanks.find(text_[i]) == blanks.npos)
                    ++i;
                value = text_.substr(from, i - from);
            }
        }
        if (tag.attributes.size() < most_attributes) tag.attributes.emplace_back(name, value);
    }
    return std::nullopt;
}

/// Behind "<!DOCTYPE …>", with its own declarations in square brackets.
std::size_t Reader::after_declaration(std::size_t at) const {
    int brackets = 0;
    for (auto i = at; i < text_.size(); ++i) {
        brackets += text_[i] == '[' ? 1 : text_[i] == ']' ? -1 : 0;
        if (text_[i] == '>' && brackets <= 0) return i + 1;
    }
    return text_.size();
}

std::string Reader::entity(std::string_view name) {
    std::string const written = '&' + std::string(name) + ';';
    if (auto const found = entities_.find(name); found != entities_.end()) return found->second;
    if (entities_.size() >= most_entities) return written;
    // A letter on each side, as blanks at the ends would be lost.
    auto read = text::text_of_html('x' + written + 'x');
    bool const known = read.size() > 2 && read.find(';') == read.npos;
    return entities_.emplace(name, known ? read.substr(1, read.size() - 2) : written).first->second;
}

/// The number that is written there, in decimal or, after an x, in hexadecimal.
std::optional<std::uint32_t> number_in(std::string_view digits) {
    int const base = digits.starts_with('x') || digits.starts_with('X') ? 16 : 10;
    if (base == 16) digits.remove_prefix(1);
    std::uint64_t number = 0;
    auto const* const end = digits.data() + digits.size();
    auto const [stop, error] = std::from_chars(digits.data(), end, number, base);
    if (error != std::errc() || stop != end || digits.empty()) return std::nullopt;
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(number, 0x110000));
}

std::string Reader::decoded(std::string_view text) {
    std::string all;
    all.reserve(text.size());
    std::uint32_t high = 0;  // half of a character that another reference may end
    auto const settle = [&] {
        if (high != 0) all += character_of(high);
        high = 0;
    };
    for (std::size_t at = 0; at < text.size();) {
        auto const ampersand = text.find('&', at);
        if (ampersand > at) settle();
        all += text.substr(at, ampersand - at);
        if (ampersand == text.npos) break;
        auto const name = text.substr(ampersand + 1, longest_entity);
        auto const length = name.find_first_of(";&< \n");
        at = ampersand + 1;
        if (length == name.npos || name[length] != ';' || length == 0) {
            settle();
            all += '&';
            continue;
        }
        at += length + 1;
        auto const inner = name.substr(0, length);
        static std::map<std::string_view, char> const xml{
            {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
        if (auto const number = inner[0] == '#' ? number_in(inner.substr(1)) : std::nullopt) {
            bool const low = *number >= 0xDC00 && *number <= 0xDFFF;
            if (high != 0 && low) {
                all += character_of(0x10000 + ((high - 0xD800) << 10) + (*number - 0xDC00));
                high = 0;
                continue;
            }
            settle();
            if (*number >= 0xD800 && *number <= 0xDBFF)
                high = *number;
            else
                all += character_of(*number);
            continue;
        }
        settle();
        if (auto const known = xml.find(inner); known != xml.end())
            all += known->second;
        else
            all += inner[0] == '#' ? '&' + std::string(inner) + ';' : entity(inner);
    }
    settle();
    return all;
}

void Reader::add_text(std::string_view text, bool decode) {
    if (open_.empty() || text.empty()) return;
    auto& children = open_.back()->children;
    if (children.empty() || !children.back().name.empty()) {
        ++nodes_;
        children.emplace_back();
    }
    children.back().text += decode ? decoded(text) : std::string(text);
}

std::string const* Reader::namespace_of(std::string const& prefix) const {
    for (auto at = namespaces_.rbegin(); at != namespaces_.rend(); ++at)
        if (at->first == prefix) return &at->second;
    return nullptr;
}

std::size_t Reader::start(Tag const& tag) {
    auto const [prefix, name] = parts_of(tag.name);
    if (open_.empty() && done_) return text_.size();
    if (open_.empty() && name == "html") return done_ = true, text_.size();
    if (open_.empty() && name != "rss" && name != "feed" && name != "rdf") return tag.after;
    if (open_.size() >= deepest) return tag.after;
    // An item never stands within another: the one before was not ended.
    if (prefix.empty() && (name == "item" || name == "entry"))
        for (auto at = open_.size(); at-- > 1;)
            if (open_[at]->name == name) {
                while (open_.size() > at) close();
                break;
            }
    auto const outside = namespaces_.size();
    Node node;
    node.name = name;
    for (auto const& [written, value] : tag.attributes) {
        auto const [space, local] = parts_of(written);
        if (space == "xmlns" || (space.empty() && local == "xmlns")) {
            if (namespaces_.size() < most_namespaces)
                namespaces_.emplace_back(space.empty() ? "" : local, decoded(value));
        } else {
            node.attributes.emplace_back(space == "xml" ? "xml:" + local : local, decoded(value));
        }
    }
    auto const* const address = namespace_of(prefix);
    if (open_.empty()) {
        document_.root_namespace = address != nullptr ? *address : "";
        document_.state = Document::State::cut;
    }
    node.space = space_of(prefix, address, open_.empty() ? name : document_.root.name);
    if (node.space == Space::other && address != nullptr && *address == document_.root_namespace)
        node.space = Space::own;
    ++nodes_;
    auto& placed = open_.empty() ? document_.root = std::move(node)
                                 : open_.back()->children.emplace_back(std::move(node));
    open_.push_back(&placed);
    opened_.push_back(outside);
    if (tag.empty) close();
    if (open_.empty()) document_.state = Document::State::whole;
    return tag.after;
}

/// Ends what was opened last by that name, and all within that nobody ended.
std::size_t Reader::end_tag(std::size_t at) {
    auto i = at + 2;
    while (i < text_.size() && !ends_name(text_[i])) ++i;
    auto const name = parts_of(text_.substr(at + 2, i - at - 2)).second;
    while (i < text_.size() && text_[i] != '>' && text_[i] != '<') ++i;
    if (i < text_.size() && text_[i] == '>') ++i;
    auto const opened = std::ranges::find(open_.rbegin(), open_.rend(), name, &Node::name);
    if (opened == open_.rend()) return i;
    auto const left = static_cast<std::size_t>(open_.rend() - opened) - 1;
    while (open_.size() > left) close();
    if (open_.empty()) document_.state = Document::State::whole;
    return i;
}

/// Takes what begins with '<' there; gives where the text goes on.
std::size_t Reader::pass(std::size_t at) {
    auto const left = text_.substr(at);
    auto const behind = [&](std::string_view end, std::size_t skip) {
        auto const found = find(end, at + skip);
        return found == text_.npos ? text_.size() : found + end.size();
    };
    if (left.starts_with("<![CDATA[")) {
        auto const end = find("]]>", at + 9);
        add_text(text_.substr(at + 9, end == text_.npos ? end : end - at - 9), false);
        return end == text_.npos ? text_.size() : end + 3;
    }
    if (left.starts_with("<!--")) return behind("-->", 4);
    if (left.starts_with("<?")) return behind(find("?>", at) == text_.npos ? ">" : "?>", 2);
    if (left.starts_with("<!")) return after_declaration(at);
    if (left.starts_with("</")) return end_tag(at);
    if (auto const tag = tag_at(at)) return start(*tag);
    add_text("<", false);
    return at + 1;
}

Document Reader::read() {
    for (std::size_t at = 0; at < text_.size() && document_.state != Document::State::whole;) {
        auto const next = text_.find('<', at);
        add_text(text_.substr(at, next - at), true);
        if (next == text_.npos) break;
        at = pass(next);
        if (nodes_ > most_nodes) {
            document_.state = Document::State::too_large;
            break;
        }
    }
    return std::move(document_);
}

}  // namespace

Document read(std::string_view text) {
    return Reader(text).read();
}

}  // namespace bot::networks::markup

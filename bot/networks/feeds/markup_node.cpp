#include <algorithm>

#include "bot/networks/feeds/markup.h"

namespace bot::networks::markup {

std::string_view Node::attribute(std::string_view called) const {
    auto const found = std::ranges::find(attributes, called, &std::pair<std::string, std::string>::first);
    return found == attributes.end() ? std::string_view() : found->second;
}

Node const& Node::child(Space of, std::string_view called) const {
    static Node const none;
    auto const found = std::ranges::find_if(children, [&](auto const& node) { return node.is(of, called); });
    return found == children.end() ? none : *found;
}

bool Node::has_elements() const {
    return std::ranges::any_of(children, [](auto const& node) { return !node.name.empty(); });
}

namespace {

void append_text(Node const& node, std::string& to) {
    to += node.text;
    for (auto const& inner : node.children) append_text(inner, to);
}

void append_escaped(std::string_view text, std::string& to) {
    for (auto const c : text) {
        if (c == '<')
            to += "&lt;";
        else if (c == '&')
            to += "&amp;";
        else if (c == '"')
            to += "&quot;";
        else
            to += c;
    }
}

/// Elements of HTML that have no end.
bool is_void(std::string_view name) {
    return name == "br" || name == "img" || name == "hr" || name == "wbr" || name == "input";
}

void append_html(Node const& node, bool escaped, std::string& to) {
    for (auto const& inner : node.children) {
        if (inner.name.empty()) {
            escaped ? append_escaped(inner.text, to) : void(to += inner.text);
            continue;
        }
        bool const good = std::ranges::all_of(
            inner.name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
        auto const name = good ? std::string_view(inner.name) : std::string_view("span");
        to += '<';
        to += name;
        for (auto const* const kept : {"href", "class", "alt", "hidden"})
            if (auto const value = inner.attribute(kept); !value.empty()) {
                to += ' ';
                to += kept;
                to += "=\"";
                append_escaped(value, to);
                to += '"';
            }
        to += '>';
        append_html(inner, escaped, to);
        if (!is_void(name)) {
            to += "</";
            to += name;
            to += '>';
        }
    }
}

}  // namespace

std::string text_of(Node const& node) {
    std::string all;
    append_text(node, all);
    return all;
}

std::string html_of(Node const& node, bool escaped) {
    std::string all;
    append_html(node, escaped, all);
    return all;
}

}  // namespace bot::networks::markup

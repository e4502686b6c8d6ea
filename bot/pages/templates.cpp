#include "bot/pages/templates.h"

#include <stdexcept>

#include "bot/base/strings.h"
#include "bot/pages/files.h"
#include "bot/pages/pages.h"

namespace bot::pages {

namespace {

constexpr std::string_view content_mark = "{{{content}}}";
constexpr std::string_view layout_mark = "{{! layout:";

[[noreturn]] void refuse(std::string_view file, std::string const& what) {
    throw std::runtime_error("templates/" + std::string(file) + ": " + what);
}

std::string file_of(std::string_view page) {
    for (auto const* end : {".html", ".txt", ".xml"})
        if (page.ends_with(end)) return std::string(page);
    return std::string(page) + ".html";
}

/// Indentation is for the people who write the template.
std::string without_indentation(std::string const& text) {
    if (text.find("<pre") != std::string::npos) return text;
    std::string out;
    bool at_start = true;
    for (auto const c : text) {
        if (at_start && (c == ' ' || c == '\t' || c == '\n')) continue;
        at_start = c == '\n';
        out += c;
    }
    return out;
}

/// Replaces each `open`…`close` by what `with` makes of the text between.
std::string replace_marks(std::string_view file, std::string_view text, std::string_view open,
                          std::string_view close, std::function<std::string(std::string)> const& with) {
    std::string out;
    for (;;) {
        auto const start = text.find(open);
        out += text.substr(0, start);
        if (start == std::string_view::npos) return out;
        auto const end = text.find(close, start);
        if (end == std::string_view::npos) refuse(file, std::string(open) + " is never closed");
        out += with(std::string(
            trimmed(std::string_view(text).substr(start + open.size(), end - start - open.size()), " \t")));
        text.remove_prefix(end + close.size());
    }
}

}  // namespace

bool is_plain_text(std::string_view page) {
    return page.ends_with(".txt");
}

Templates::Templates(Words const& words, std::string programme,
                     std::optional<std::filesystem::path> const& folder,
                     std::function<std::string(std::string_view)> static_url)
    : words_(words), programme_(std::move(programme)), static_url_(std::move(static_url)) {
    for (auto& file : page_files("templates", folder)) files_.emplace(file.name, std::move(file.bytes));
}

std::vector<std::string> Templates::names() const {
    std::vector<std::string> names;
    for (auto const& [file, text] : files_) {
        if (file.starts_with("layout.")) continue;
        names.push_back(file.ends_with(".html") ? file.substr(0, file.size() - 5) : file);
    }
    return names;
}

std::string Templates::text(std::string_view name, std::string_view language) const {
    auto const file = file_of(name);
    if (!files_.contains(file)) throw std::out_of_range("no such page: " + std::string(name));
    auto text = translated(file, in_layout(file, pasted(file, 0)), language);
    return file.ends_with(".html") ? without_indentation(text) : text;
}

std::string Templates::pasted(std::string const& file, int depth) const {
    auto const found = files_.find(file);
    if (found == files_.end()) refuse(file, "there is no such file");
    if (depth > 8) refuse(file, "parts are pasted into each other without end");
    return replace_marks(file, found->second, "{{>", "}}", [&](std::string const& part) {
        if (!files_.contains(file_of(part))) refuse(file, "there is no part " + part);
        auto text = pasted(file_of(part), depth + 1);
        while (text.ends_with('\n')) text.pop_back();
        return text;
    });
}

std::string Templates::in_layout(std::string const& file, std::string text) const {
    if (!text.starts_with(layout_mark)) return text;
    auto const end = text.find("}}");
    if (end == std::string::npos) refuse(file, "{{! layout: is never closed");
    std::string const name(
        trimmed(std::string_view(text).substr(layout_mark.size(), end - layout_mark.size()), " \t"));
    if (!files_.contains("layout." + name + ".html")) refuse(file, "there is no layout " + name);
    auto layout = pasted("layout." + name + ".html", 0);
    auto const place = layout.find(content_mark);
    if (place == std::string::npos) refuse("layout." + name + ".html", "it has no {{{content}}}");
    return layout.replace(place, content_mark.size(), text.substr(text.find_first_not_of("\r\n", end + 2)));
}

std::string Templates::translated(std::string const& file, std::string_view text,
                                  std::string_view language) const {
    return replace_marks(file, text, "[[", "]]",
                         [&](std::string const& key) { return placed(file, key, language); });
}

/// Links to the same page in each language. {{path}} is the page's without a language; only the program
/// itself, not the published files, knows English under its own name.
std::string Templates::language_links(std::string_view here) const {
    std::string links;
    for (auto const& language : words_.languages()) {
        auto const root = language == "en" ? "{{#dynamic}}/en{{/dynamic}}" : "/" + language;
        links += "<li><a href=\"" + root + "{{path}}\" lang=\"" + language + "\" hreflang=\"" + language +
                 "\"" + (language == here ? " aria-current=\"true\"" : "") + ">" +
                 escape_html(words_.say(language, "site.language_name")) + "</a></li>\n";
    }
    return links;
}

std::string Templates::placed(std::string_view file, std::string_view key, std::string_view language) const {
    constexpr std::string_view asset = "static:";
    try {
        if (key == "language") return std::string(language);
        if (key == "programme") return is_plain_text(file) ? programme_ : escape_html(programme_);
        if (key == "languages") return language_links(language);
        if (key == "root")
            return language == "en" ? "{{#english}}/en{{/english}}" : "/" + std::string(language);
        if (key.starts_with(asset)) return static_url_(key.substr(asset.size()));
        auto const words = words_.say(language, key);
        if (words.find('{') != std::string::npos)
            refuse(file, "the message " + std::string(key) + " has {places}: say it in the handler");
        return is_plain_text(file) ? words : escape_html(words);
    } catch (std::out_of_range const&) {
        refuse(file, "there is no message or file [[" + std::string(key) + "]]");
    }
}

}  // namespace bot::pages

#include "bot/pages/pages.h"

#include <functional>
#include <kainjow/mustache.hpp>
#include <set>
#include <stdexcept>

#include "bot/base/guarded.h"
#include "bot/base/strings.h"
#include "bot/pages/files.h"

namespace bot::pages {

namespace {

namespace mustache = kainjow::mustache;

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

/// Mails and data are text: nothing is escaped in them.
bool is_plain_text(std::string_view page) {
    return page.ends_with(".txt");
}

/// The text of templates: partials and layout pasted in, messages put in. Parsing is the next step's.
/// Immutable; any thread.
class Templates {
public:
    /// `programme` stands for [[programme]].
    Templates(Words const& words, std::string programme, std::optional<std::filesystem::path> const& folder)
        : words_(words), programme_(std::move(programme)) {
        for (auto& file : page_files("templates", folder)) files_.emplace(file.name, std::move(file.bytes));
    }

    /// Those that can be rendered: all but layouts. Names as Pages::render takes them.
    std::vector<std::string> names() const {
        std::vector<std::string> names;
        for (auto const& [file, text] : files_) {
            if (file.starts_with("layout.")) continue;
            names.push_back(file.ends_with(".html") ? file.substr(0, file.size() - 5) : file);
        }
        return names;
    }

    /// Throws std::out_of_range if there is no such page, std::runtime_error naming the file if it refers to
    /// a part, a layout, a message or a static file that does not exist.
    std::string text(std::string_view name, std::string_view language) const {
        auto const file = file_of(name);
        if (!files_.contains(file)) throw std::out_of_range("no such page: " + std::string(name));
        auto text = translated(file, in_layout(file, pasted(file, 0)), language);
        return file.ends_with(".html") ? without_indentation(text) : text;
    }

private:
    std::string pasted(std::string const& file, int depth) const {
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

    std::string in_layout(std::string const& file, std::string text) const {
        if (!text.starts_with(layout_mark)) return text;
        auto const end = text.find("}}");
        if (end == std::string::npos) refuse(file, "{{! layout: is never closed");
        std::string const name(
            trimmed(std::string_view(text).substr(layout_mark.size(), end - layout_mark.size()), " \t"));
        if (!files_.contains("layout." + name + ".html")) refuse(file, "there is no layout " + name);
        auto layout = pasted("layout." + name + ".html", 0);
        auto const place = layout.find(content_mark);
        if (place == std::string::npos) refuse("layout." + name + ".html", "it has no {{{content}}}");
        return layout.replace(place, content_mark.size(),
                              text.substr(text.find_first_not_of("\r\n", end + 2)));
    }

    std::string translated(std::string const& file, std::string_view text, std::string_view language) const {
        return replace_marks(file, text, "[[", "]]",
                             [&](std::string const& key) { return placed(file, key, language); });
    }

    /// Links to the same page in each language. {{path}} is the page's without a language; only the program
    /// itself, not the published files, knows English under its own name.
    std::string language_links(std::string_view here) const {
        std::string links;
        for (auto const& language : words_.languages()) {
            auto const root = language == "en" ? "{{#dynamic}}/en{{/dynamic}}" : "/" + language;
            links += "<li><a href=\"" + root + "{{path}}\" lang=\"" + language + "\" hreflang=\"" + language +
                     "\"" + (language == here ? " aria-current=\"true\"" : "") + ">" +
                     escape_html(words_.say(language, "site.language_name")) + "</a></li>\n";
        }
        return links;
    }

    std::string placed(std::string_view file, std::string_view key, std::string_view language) const {
        constexpr std::string_view asset = "static:";
        try {
            if (key == "language") return std::string(language);
            if (key == "programme") return is_plain_text(file) ? programme_ : escape_html(programme_);
            if (key == "languages") return language_links(language);
            if (key == "root")
                return language == "en" ? "{{#english}}/en{{/english}}" : "/" + std::string(language);
            if (key.starts_with(asset)) return url_of_static(key.substr(asset.size()));
            auto const words = words_.say(language, key);
            if (words.find('{') != std::string::npos)
                refuse(file, "the message " + std::string(key) + " has {places}: say it in the handler");
            return is_plain_text(file) ? words : escape_html(words);
        } catch (std::out_of_range const&) {
            refuse(file, "there is no message or file [[" + std::string(key) + "]]");
        }
    }

    Words const& words_;
    std::string const programme_;
    std::map<std::string, std::string, std::less<>> files_;
};

mustache::data data_of(View const& view) {
    mustache::data out;
    for (auto const& [name, value] : view.values()) {
        auto& place = out[name];
        if (auto const* words = std::get_if<std::string>(&value)) {
            // mustache.hpp takes "" for true; nobody means that.
            place = words->empty() ? mustache::data(false) : mustache::data(*words);
        } else if (auto const* truth = std::get_if<bool>(&value)) {
            place = mustache::data(*truth);
        } else {
            mustache::list rows;
            for (auto const& row : std::get<std::vector<View>>(value)) rows.push_back(data_of(row));
            place = mustache::data(rows);
        }
    }
    return out;
}

/// Notes the names that the page asks for and the view lacks.
class NotingContext : public mustache::context<std::string> {
public:
    using context::context;
    mustache::data const* get(std::string const& name) const override {
        auto const* found = context::get(name);
        if (!found) missing.insert(name);
        return found;
    }
    std::set<std::string> mutable missing;
};

std::shared_ptr<mustache::mustache> parsed(std::string_view page, std::string const& text) {
    auto made = std::make_shared<mustache::mustache>(text);
    if (!made->is_valid())
        throw std::runtime_error("templates/" + std::string(page) + ": " + made->error_message());
    if (is_plain_text(page)) made->set_custom_escape([](std::string const& words) { return words; });
    return made;
}

/// Variables must be set; what only opens a section may be left out.
void demand_all(std::string_view page, std::set<std::string> const& missing, std::string const& text) {
    for (auto const& name : missing)
        if (text.find("{{#" + name + "}}") == std::string::npos &&
            text.find("{{^" + name + "}}") == std::string::npos)
            throw std::logic_error("templates/" + std::string(page) + ": the view lacks " + name);
}

}  // namespace

struct Pages::Parts {
    Parts(Words const& all_words, std::optional<std::filesystem::path> const& from, std::string name)
        : words(all_words), programme(std::move(name)), folder(from), templates(load()) {}

    Templates load() const { return {words, programme, folder}; }
    std::shared_ptr<mustache::mustache> get(std::string_view page, std::string_view language);

    Words const& words;
    std::string const programme;
    std::optional<std::filesystem::path> const folder;
    Templates const templates;
    Mutex mutex;
    /// What was rendered before, by language and page.
    std::map<std::pair<std::string, std::string>, std::shared_ptr<mustache::mustache>> kept GUARDED_BY(mutex);
};

std::shared_ptr<mustache::mustache> Pages::Parts::get(std::string_view page, std::string_view language) {
    if (folder) return parsed(page, load().text(page, language));
    Hold const hold(mutex);
    auto& place = kept[{std::string(language), std::string(page)}];
    if (!place) place = parsed(page, templates.text(page, language));
    return place;
}

Pages::Pages(Words const& words, std::optional<std::filesystem::path> folder, std::string programme)
    : parts_(std::make_unique<Parts>(words, folder, std::move(programme))) {
    for (auto const& page : parts_->templates.names())
        for (auto const& language : words.languages()) parsed(page, parts_->templates.text(page, language));
}

Pages::~Pages() = default;

std::string Pages::render(std::string_view page, std::string_view language, View const& view) const {
    auto const made = parts_->get(page, language);
    auto const data = data_of(view);
    NotingContext context(&data);
    auto text = made->render(context);
#ifdef SUPPORTAWARDS_TEST_HOOKS
    if (!context.missing.empty()) demand_all(page, context.missing, parts_->templates.text(page, language));
#else
    (void)demand_all;
#endif
    return text;
}

Words const& Pages::words() const {
    return parts_->words;
}

std::string escape_html(std::string_view text) {
    return mustache::html_escape(std::string(text));
}

}  // namespace bot::pages

#include "bot/pages/pages.h"

#include <kainjow/mustache.hpp>
#include <mutex>
#include <set>
#include <stdexcept>

#include "bot/pages/static_files.h"
#include "bot/pages/templates.h"

namespace bot::pages {

namespace {

namespace mustache = kainjow::mustache;

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

    Templates load() const {
        return {words, programme, folder, [](std::string_view name) { return url_of_static(name); }};
    }
    std::shared_ptr<mustache::mustache> get(std::string_view page, std::string_view language);

    Words const& words;
    std::string const programme;
    std::optional<std::filesystem::path> const folder;
    Templates const templates;
    std::mutex mutex;
    // guarded by mutex: what was rendered before, by language and page
    std::map<std::pair<std::string, std::string>, std::shared_ptr<mustache::mustache>> kept;
};

std::shared_ptr<mustache::mustache> Pages::Parts::get(std::string_view page, std::string_view language) {
    if (folder) return parsed(page, load().text(page, language));
    std::lock_guard const hold(mutex);
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

std::string Pages::static_url(std::string_view name) const {
    return url_of_static(name);
}

std::string escape_html(std::string_view text) {
    return mustache::html_escape(std::string(text));
}

}  // namespace bot::pages

#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "bot/pages/words.h"

namespace bot::pages {

/// What a page shows: names with ready words, truths and lists of rows. A template escapes the words. ""
/// counts as absent there: {{^name}} shows. A name that a template uses and the view lacks is a mistake that
/// the tests find.
class View {
public:
    using Value = std::variant<std::string, bool, std::vector<View>>;
    /// In place of what that name had.
    View& set(std::string name, Value value) {
        values_.insert_or_assign(std::move(name), std::move(value));
        return *this;
    }
    std::map<std::string, Value> const& values() const { return values_; }

private:
    std::map<std::string, Value> values_;
};

/// A row for each of `all`, as `row` makes it of one.
template <class Range, class Row>
std::vector<View> rows_of(Range const& all, Row row) {
    std::vector<View> rows;
    for (auto const& one : all) rows.push_back(row(one));
    return rows;
}

/// Makes HTML (and mail text) of templates, for the listener's pages, the published site and the mails alike.
/// Templates are bot/pages/templates/*: mustache, escaped unless marked; `[[key]]` stands for a message and
/// is put in for each language when loading; `{{> part}}` is pasted in when loading. A page's first line
/// names its layout: `{{! layout: public }}`; the layout has {{{content}}} and needs {{title}} and {{path}}
/// (README.md here has the list). Immutable once built; any thread.
class Pages {
public:
    /// From the program itself, or from `folder` (read again at each rendering) while developing. `programme`
    /// is what the awards are called; templates say [[programme]]. `words` outlives this. Throws
    /// std::runtime_error naming the file if a template is missing, cannot be parsed, or names an unknown
    /// message.
    explicit Pages(Words const& words, std::optional<std::filesystem::path> folder = {},
                   std::string programme = "SupportAwards");
    ~Pages();
    /// `page` is the file name without ".html"; names ending in ".txt" or ".xml" are taken as they are.
    /// Throws std::out_of_range if there is no such page.
    std::string render(std::string_view page, std::string_view language, View const& view) const;
    Words const& words() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

/// For HTML text and quoted attributes.
std::string escape_html(std::string_view text);

}  // namespace bot::pages

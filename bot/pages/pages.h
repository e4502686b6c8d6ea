#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "bot/pages/view.h"
#include "bot/pages/words.h"

namespace bot::pages {

/// Makes HTML (and mail text) of templates. Used by the listener's pages, the published site and the mails
/// alike. Templates are bot/pages/templates/*: mustache, escaped unless marked; `[[key]]` stands for a
/// message and is put in for each language when loading; `{{> part}}` is pasted in when loading. A page's
/// first line names its layout:
/// `{{! layout: public }}`; the layout has {{{content}}} and needs {{title}} and {{path}} (README.md here has
/// the list). Immutable once built; any thread.
class Pages {
public:
    /// From the program itself, or from `folder` (read again at each rendering) while developing. Throws
    /// std::runtime_error naming the file if a template is missing, cannot be parsed, or names an unknown
    /// message.
    /// `programme` is what the awards are called; templates say [[programme]].
    explicit Pages(Words const& words, std::optional<std::filesystem::path> folder = {},
                   std::string programme = "SupportAwards");
    ~Pages();
    /// `page` is the file name without ".html"; names ending in ".txt" or ".xml" are taken as they are.
    /// Throws std::out_of_range if there is no such page.
    std::string render(std::string_view page, std::string_view language, View const& view) const;
    Words const& words() const;
    /// "/static/<name>?v=<hash>": changes with the file, so that it can be cached for ever.
    std::string static_url(std::string_view name) const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

/// For HTML text and quoted attributes.
std::string escape_html(std::string_view text);

}  // namespace bot::pages

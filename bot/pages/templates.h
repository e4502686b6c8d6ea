#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/pages/words.h"

namespace bot::pages {

/// The text of templates: partials and layout pasted in, messages put in. Parsing is the next step's.
/// Immutable; any thread.
class Templates {
public:
    /// `programme` stands for [[programme]]; `static_url` answers for [[static:NAME]] and throws
    /// std::out_of_range for an unknown file.
    Templates(Words const& words, std::string programme, std::optional<std::filesystem::path> const& folder,
              std::function<std::string(std::string_view)> static_url);
    /// Those that can be rendered: all but layouts. Names as Pages::render takes them.
    std::vector<std::string> names() const;
    /// Throws std::out_of_range if there is no such page, std::runtime_error naming the file if it refers to
    /// a part, a layout, a message or a static file that does not exist.
    std::string text(std::string_view name, std::string_view language) const;

private:
    std::string pasted(std::string const& file, int depth) const;
    std::string in_layout(std::string const& file, std::string text) const;
    std::string translated(std::string const& file, std::string_view text, std::string_view language) const;
    std::string language_links(std::string_view here) const;
    std::string placed(std::string_view file, std::string_view key, std::string_view language) const;

    Words const& words_;
    std::string const programme_;
    std::map<std::string, std::string, std::less<>> files_;
    std::function<std::string(std::string_view)> static_url_;
};

/// Mails and data are text: nothing is escaped in them.
bool is_plain_text(std::string_view page);

}  // namespace bot::pages

#pragma once

#include <string>
#include <string_view>

namespace bot {

/// A file of config/ as it was built into the program. Throws std::logic_error if there is none.
std::string built_in(std::string_view path);

/// The whole file. Throws UserError naming the setting that names it.
std::string read_text(std::string const& file, std::string_view setting);

/// What detect.model means: a file, or "" for the built-in model. Throws as read_text() does.
std::string base_model(std::string const& setting);

/// What detect.companies means: a file, "" for the built-in list, "demo" for the demo's.
struct NamedText {
    std::string name, text;
};
NamedText companies_file(std::string const& setting);

}  // namespace bot

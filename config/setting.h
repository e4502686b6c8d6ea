#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "config/keys.h"
#include "config/read.h"

// The steps of load() (read.h), private to this folder: each source gives settings, which are put into the
// config one after the other, and at the end what single keys cannot tell is looked at. Mistakes are
// collected, never thrown: a sentence each, as Error::mistakes() has them.

namespace config {

/// A value as text, from the environment or a flag, that still has to become the key's type. Lists are split
/// at commas.
struct Words {
    std::string text;
};
/// Of a type no key has, e.g. a table or a list of numbers; `is` says which.
struct Misfit {
    std::string is;
};

/// What one line of a source sets, before it is known whether it fits.
struct Setting {
    std::string name;  // a key, or `<secret>_file`, or a mistake
    std::variant<Value, Words, Misfit> value;
    std::string where;  // "config/supportawards.toml:12", "SUPPORTAWARDS_WEB_PORT", "--port"
    /// Of which [[season]], from 1; 0 is none of several.
    std::size_t season = 0;
};

/// What a TOML text sets, in its order. A syntax error is added to `mistakes` and gives nothing.
std::vector<Setting> settings_of(std::string_view text, std::string const& name,
                                 std::vector<std::string>& mistakes);
/// Likewise; a file that cannot be read is a mistake.
std::vector<Setting> settings_of_file(std::filesystem::path const& file, std::vector<std::string>& mistakes);

/// What the origin of a key is kept under: "season[2].opens" for the second [[season]].
std::string name_in(std::size_t season, std::string_view key);

/// Puts them into `loaded`; what does not fit is added to `mistakes` and left out.
void apply(std::vector<Setting> const& settings, Loaded& loaded, std::vector<std::string>& mistakes);

/// Defaults that follow from other settings: a public_url that was not set is this machine at web.port.
void derive(Loaded& loaded);

/// What single keys cannot tell: settings that do not go together.
void check_together(Loaded const& loaded, std::vector<std::string>& mistakes);

}  // namespace config

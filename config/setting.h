#pragma once

#include <string>
#include <variant>
#include <vector>

#include "config/keys.h"
#include "config/read.h"

/// What reading a source gives before it is known whether it fits; private to config/.
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

struct Setting {
    std::string name;  // a key, or `<secret>_file`, or a mistake
    std::variant<Value, Words, Misfit> value;
    std::string where;  // "config/supportawards.toml:12", "SUPPORTAWARDS_WEB_PORT", "--port"
};

/// Puts them into `loaded`; what does not fit is added to `mistakes` and left out.
void apply(std::vector<Setting> const& settings, Loaded& loaded, std::vector<std::string>& mistakes);

}  // namespace config

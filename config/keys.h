#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "config/config.h"

namespace config {

/// What a key can hold. The alternative that the default has is the key's type.
using Value = std::variant<bool, long long, double, std::string, std::vector<std::string>>;

/// Which values of the right type are taken; `text` finishes the sentence "it must be …".
struct Allowed {
    std::string text;
    std::function<bool(Value const&)> accepts;
};

/// One thing that can be set. The table of them drives reading, `config show` and the test of the example
/// file.
struct Key {
    std::string_view name;  // "web.port"
    bool secret = false;       // masked when shown, never in a message; also read from `<name>_file`
    Allowed allowed;
    std::function<Value(Config const&)> get;
    std::function<void(Config&, Value const&)> set;
};

/// In the order of the example file.
std::vector<Key> const& keys();
/// Null if there is none of that name.
Key const* find_key(std::string_view name);
/// The key that was probably meant; empty if none is close.
std::optional<std::string> nearest_key(std::string_view name);
/// SUPPORTAWARDS_WEB_PORT for web.port.
std::string environment_name(std::string_view key);
/// As it stands in a TOML file.
std::string to_toml(Value const& value);

}  // namespace config

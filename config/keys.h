#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "config/config.h"

// The table of keys: all that can be set, by name. It drives reading, `config show` and the test of the
// example file. Made at the first call and never changed; any thread.

namespace config {

/// What a key can hold. The alternative that the default has is the key's type; in a file a whole number does
/// where a fraction is wanted, nothing else is converted. Durations are whole numbers of the unit that the
/// key's name has.
using Value = std::variant<bool, long long, double, std::string, std::vector<std::string>>;

/// Which values of the right type are taken; `text` finishes the sentence "it must be …".
struct Allowed {
    std::string text;
    std::function<bool(Value const&)> accepts;
};

/// One thing that can be set. What it means to people stands in the example file, above its name.
struct Key {
    std::string_view name;  // "web.port"
    bool secret = false;    // masked when shown, never in a message; also read from `<name>_file`
    Allowed allowed;
    std::function<Value(Config const&)> get;
    /// Throws std::bad_variant_access for a value of another type; whether it is allowed is not looked at.
    std::function<void(Config&, Value const&)> set;
};

/// In the order of the example file.
std::vector<Key> const& keys();
/// Null if there is none of that name.
Key const* find_key(std::string_view name);
/// The key that was probably meant, by the letters that differ; empty if none is close. `name` may also be a
/// variable of the environment.
std::optional<std::string> nearest_key(std::string_view name);
/// SUPPORTAWARDS_WEB_PORT for web.port.
std::string environment_name(std::string_view key);
/// As it stands in a TOML file: text in quotes with \" and \\, a fraction always with its point.
std::string to_toml(Value const& value);

}  // namespace config

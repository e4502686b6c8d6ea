#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/config.h"

// Reading the settings: once, at the start. Nothing of it is remembered, and nothing is read again while the
// program runs.

namespace config {

/// Where settings come from; a later one outweighs an earlier: the defaults, `preset`, the file, the
/// environment, the flags.
struct Sources {
    /// Text of a TOML file that is built in; "" is none.
    std::string_view preset;
    std::string preset_name;
    /// Absent: none is read. One that does not exist is a mistake.
    std::optional<std::filesystem::path> file;
    /// Names and values; only those that start with SUPPORTAWARDS_ count.
    std::map<std::string, std::string> environment;
    /// Key and value, as `--set key=value` gives them, with the name of the flag.
    struct Flag {
        std::string flag, key, value;
    };
    std::vector<Flag> flags;
};

/// All that is wrong, one sentence each, naming file and line (or variable, or flag), key, and what is
/// allowed.
class Error : public std::runtime_error {
public:
    explicit Error(std::vector<std::string> mistakes);
    std::vector<std::string> const& mistakes() const { return mistakes_; }

private:
    std::vector<std::string> mistakes_;
};

struct Loaded {
    Config config;
    /// Key to where its value came from: "config/supportawards.toml:12", "SUPPORTAWARDS_WEB_PORT", "--set"; a
    /// key that is not in it has its default.
    std::map<std::string, std::string> origins;

    /// Where the key's value came from; "default" if from nowhere.
    std::string origin(std::string_view key) const;
};

/// Throws Error.
Loaded load(Sources const& sources);

/// A database's address without its password, so that it can be shown and passed on.
std::string without_password(std::string address);

/// `config show`: an aligned line a key, `web.port = 8080    # default`, secrets as "(set)".
std::string shown(Loaded const& loaded);

/// This process's variables.
std::map<std::string, std::string> environment();

}  // namespace config

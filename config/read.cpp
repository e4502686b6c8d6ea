#include "config/read.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "config/keys.h"
#include "config/setting.h"

namespace config {
namespace {

constexpr std::string_view prefix = "SUPPORTAWARDS_";
/// Variables of ours that are no keys: the config file's name and what the test build listens to.
std::set<std::string, std::less<>> const other_variables = {"SUPPORTAWARDS_CONFIG", "SUPPORTAWARDS_KILL_AT",
                                                            "SUPPORTAWARDS_CLOCK_FILE"};

std::vector<Setting> of_environment(std::map<std::string, std::string> const& environment) {
    std::map<std::string, std::string> keys_by_name;
    for (auto const& key : keys()) {
        keys_by_name[environment_name(key.name)] = key.name;
        if (key.secret) keys_by_name[environment_name(key.name) + "_FILE"] = std::string(key.name) + "_file";
    }
    std::vector<Setting> settings;
    for (auto const& [name, value] : environment) {
        if (!name.starts_with(prefix) || other_variables.contains(name) ||
            name.starts_with("SUPPORTAWARDS_TEST_"))
            continue;
        auto const known = keys_by_name.find(name);
        settings.push_back({known == keys_by_name.end() ? name : known->second, Words{value}, name});
    }
    return settings;
}

std::vector<Setting> of_flags(std::vector<Sources::Flag> const& flags) {
    std::vector<Setting> settings;
    for (auto const& flag : flags) settings.push_back({flag.key, Words{flag.value}, flag.flag});
    return settings;
}

}  // namespace

/// postgresql://user:***@host
std::string without_password(std::string address) {
    auto const scheme = address.find("://");
    auto const at = address.rfind('@');
    if (scheme == address.npos || at == address.npos) return address;
    auto const colon = address.find(':', scheme + 3);
    return colon < at ? address.replace(colon + 1, at - colon - 1, "***") : address;
}

Error::Error(std::vector<std::string> mistakes)
    : std::runtime_error(fmt::format("{}", fmt::join(mistakes, "\n"))), mistakes_(std::move(mistakes)) {}

std::string Loaded::origin(std::string_view key) const {
    auto const found = origins.find(std::string(key));
    return found == origins.end() ? "default" : found->second;
}

Loaded load(Sources const& sources) {
    Loaded loaded;
    std::vector<std::string> mistakes;
    if (!sources.preset.empty())
        apply(settings_of(sources.preset, sources.preset_name, mistakes), loaded, mistakes);
    if (sources.file) apply(settings_of_file(*sources.file, mistakes), loaded, mistakes);
    apply(of_environment(sources.environment), loaded, mistakes);
    apply(of_flags(sources.flags), loaded, mistakes);
    derive(loaded);
    check_together(loaded, mistakes);
    if (!mistakes.empty()) throw Error(std::move(mistakes));
    return loaded;
}

std::string shown(Loaded const& loaded) {
    std::vector<std::pair<std::string, std::string>> lines;
    std::size_t width = 0;
    auto const add = [&](Key const& key, Config const& config, std::size_t season) {
        auto value = to_toml(key.get(config));
        if (key.secret && value != "\"\"" && value != "[]") value = "(set)";
        if (key.name == "database") value = without_password(value);
        auto const name = name_in(season, key.name);
        lines.emplace_back(fmt::format("{} = {}", name, value), loaded.origin(name));
        width = std::max(width, std::min<std::size_t>(lines.back().first.size(), 60));
    };
    auto const& seasons = loaded.config.seasons;
    for (auto const& key : keys()) {
        if (!key.name.starts_with("season.") || seasons.empty()) add(key, loaded.config, 0);
        if (key.name != "season.id") continue;
        for (std::size_t i = 0; i < seasons.size(); ++i) {
            Config one;
            one.season = seasons[i];
            for (auto const& of_season : keys())
                if (of_season.name.starts_with("season.")) add(of_season, one, i + 1);
        }
    }
    std::string text;
    for (auto const& [line, origin] : lines) text += fmt::format("{:<{}}  # {}\n", line, width, origin);
    return text;
}

std::map<std::string, std::string> environment() {
    std::map<std::string, std::string> all;
    for (auto const* const* variable = environ; *variable != nullptr; ++variable) {
        std::string_view const text(*variable);
        auto const equals = text.find('=');
        if (text.starts_with(prefix) && equals != text.npos)
            all.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    return all;
}

}  // namespace config

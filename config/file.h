#pragma once

#include <filesystem>

#include "config/setting.h"

/// The only place that knows TOML; private to config/.
namespace config {

/// What a TOML text sets, in its order. A syntax error is added to `mistakes` and gives nothing.
std::vector<Setting> settings_of(std::string_view text, std::string const& name,
                                 std::vector<std::string>& mistakes);
std::vector<Setting> settings_of_file(std::filesystem::path const& file, std::vector<std::string>& mistakes);

}  // namespace config

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bot::pages {

struct PageFile {
    std::string name;  // inside its part, e.g. "board.html"
    std::string bytes;
};

/// The files of a part of bot/pages ("templates", "messages", "static"), by name: those built into the
/// program, or those of `folder` (a copy of bot/pages) as they are now. Throws std::runtime_error if the
/// folder cannot be read.
std::vector<PageFile> page_files(std::string_view part, std::optional<std::filesystem::path> const& folder);

}  // namespace bot::pages

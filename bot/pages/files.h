#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The files of bot/pages as the program has them: built in, or read from a copy of the folder while
// developing. Any thread.
namespace bot::pages {

/// A template or a catalogue.
struct PageFile {
    std::string name;  // inside its part, e.g. "board.html"
    std::string bytes;
};

/// The files of a part of bot/pages ("templates", "messages", "static"), by name: those built into the
/// program, or those of `folder` (a copy of bot/pages) as they are now. Throws std::runtime_error if the
/// folder cannot be read.
std::vector<PageFile> page_files(std::string_view part, std::optional<std::filesystem::path> const& folder);

/// A file of bot/pages/static, as it is sent. Always the one built in; lives as long as the program.
struct StaticFile {
    std::string_view name;
    std::string_view bytes;
    std::string hash;  // of the bytes, 10 hex digits; part of its address
};

/// All of them, by name.
std::vector<StaticFile> const& static_files();
/// Null if there is no such file.
StaticFile const* find_static(std::string_view name);
/// "/static/<name>?v=<hash>": changes with the file, so browsers may keep it for ever. Throws
/// std::out_of_range if there is no such file.
std::string url_of_static(std::string_view name);

}  // namespace bot::pages

#pragma once

#include <string>
#include <string_view>

namespace bot::pages {

/// A file of bot/pages/static, as it is sent.
struct StaticFile {
    std::string_view name;
    std::string_view bytes;
    std::string hash;  // of the bytes; part of its address
};

/// Null if there is no such file. They are built into the program; any thread.
StaticFile const* find_static(std::string_view name);
/// "/static/<name>?v=<hash>". Throws std::out_of_range if there is no such file.
std::string url_of_static(std::string_view name);

}  // namespace bot::pages

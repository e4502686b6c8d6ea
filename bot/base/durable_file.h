#pragma once

#include <filesystem>
#include <string_view>

namespace bot {

/// Writes a file that only its owner may read, whole or not at all: after a crash there is the old one or the
/// new one, beside it at most `path`.new, and what was returned from is on the disk. Throws
/// std::system_error.
void write_durably(std::filesystem::path const& path, std::string_view bytes);

}  // namespace bot

#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace bot::pages {

/// The messages of one language by key.
using Catalogue = std::map<std::string, std::string, std::less<>>;

/// All catalogues by language, read from `<language>.toml` and `<language>.<area>.toml`. Throws
/// std::runtime_error naming file and key if a file or a message cannot be parsed, a key comes twice, or the
/// languages do not have the same keys with the same {places}.
std::map<std::string, Catalogue> read_catalogues(std::optional<std::filesystem::path> const& folder);

}  // namespace bot::pages

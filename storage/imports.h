#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/engine/store.h"

/// How far files given to `import` were read, so that a second run takes in only what is new. A run that
/// leaves out what is older than `since` is another one.
namespace storage::imports {

/// Empty if the file was never imported so.
std::optional<std::string> cursor(Read const& read, std::string_view file, std::optional<Time> since);
void advance(Write& write, std::string_view file, std::optional<Time> since, std::string_view cursor,
             Time now);
/// Every file that was ever imported, by path.
std::vector<std::string> files(Read const& read);

}  // namespace storage::imports

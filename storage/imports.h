#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "storage/store.h"

/// How far files given to `import` were read, so that a second run takes in only what is new.
namespace storage::imports {

/// Empty if the file was never imported.
std::optional<std::string> cursor(Read const& read, std::string_view file);
void advance(Write& write, std::string_view file, std::string_view cursor, Time now);

}  // namespace storage::imports

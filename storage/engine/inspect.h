#pragma once

#include <string>
#include <vector>

#include "storage/engine/store.h"

namespace storage {

/// What is wrong with the database, a sentence each; empty if it is sound. See Store::problems.
std::vector<std::string> inspect(soci::session& session, Engine engine);

}  // namespace storage

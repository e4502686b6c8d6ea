#pragma once

#include "bot/installation.h"

namespace bot {

/// Brings the companies of detect.companies (or those built in) into the database; rows that cannot be read
/// are logged and left out. Throws UserError if the file cannot be read.
void seed_companies(Installation& installation);

/// Writes the built-in sample posts into the folder that the archive path "demo" means.
void unpack_demo(DataFolder const& folder);

}  // namespace bot

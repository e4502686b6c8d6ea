#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "storage/replies.h"

namespace bot::desk {

/// The reply templates of a file like config/replies/en.toml. Throws std::runtime_error naming the file and
/// the template if a field is missing, the steward is the author, or the words do not suit the occasion.
std::vector<storage::ReplyTemplate> templates_from(std::string_view toml, std::string const& file);

/// Adds those built into the program and brings the ones that are there up to date. Call at start.
void seed_templates(storage::Store& store);

}  // namespace bot::desk

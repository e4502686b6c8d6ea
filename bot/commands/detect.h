#pragma once

#include <filesystem>
#include <vector>

#include "bot/detect/detect.h"

// What the commands that judge posts without an installation judge them by: `detect` and `evaluate`. No
// settings, no database, no network.

namespace bot::commands {

/// All companies that ship, the demo's made-up ones too: a filter has no database to ask. Read again at each
/// call.
std::vector<detect::Company> shipped_companies();

/// A detector that knows these companies; an empty path is the model that ships. Throws UserError `not_found`
/// if the file cannot be read, `invalid` naming the line if it is no model.
detect::Detector detector_of(std::filesystem::path const& model,
                             std::vector<detect::Company> const& companies);

}  // namespace bot::commands

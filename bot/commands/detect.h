#pragma once

#include <filesystem>
#include <vector>

#include "bot/detect/detect.h"

namespace bot::commands {

/// All companies that ship, the demo's made-up ones too: a filter has no database to ask.
std::vector<detect::Company> shipped_companies();

/// A detector that knows these companies; an empty path is the model that ships. Throws UserError if the
/// model cannot be read.
detect::Detector detector_of(std::filesystem::path const& model,
                             std::vector<detect::Company> const& companies);

}  // namespace bot::commands

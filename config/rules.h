#pragma once

#include "config/read.h"

namespace config {

/// What single keys cannot tell: settings that do not go together.
void check_together(Loaded const& loaded, std::vector<std::string>& mistakes);

}  // namespace config

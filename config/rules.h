#pragma once

#include "config/read.h"

namespace config {

/// Defaults that follow from other settings: a public_url that was not set is this machine at web.port.
void derive(Loaded& loaded);

/// What single keys cannot tell: settings that do not go together.
void check_together(Loaded const& loaded, std::vector<std::string>& mistakes);

}  // namespace config

#pragma once

#include <vector>

#include "bot/detect/detect.h"
#include "storage/engine/store.h"

namespace bot::listen {

/// Every active company with its names, for a Detector; the keys are their ids.
std::vector<detect::Company> known_companies(storage::Read const& read);

}  // namespace bot::listen

#pragma once

#include <string_view>

namespace bot::detect {

/// The text of config/praise.model as it was built into the program.
std::string_view shipped_model();

}  // namespace bot::detect

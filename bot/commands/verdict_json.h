#pragma once

#include <string>
#include <string_view>

#include "bot/detect/detect.h"

namespace bot::commands {

/// The verdict as an object, as `supportawards detect` prints it: absent is null, never "".
std::string verdict_json(detect::Verdict const& verdict);

/// The object in `line` with its `verdict` added, or replaced if it had one.
std::string with_verdict(std::string_view line, detect::Verdict const& verdict);

}  // namespace bot::commands

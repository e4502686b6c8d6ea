#pragma once

#include <string>
#include <string_view>

namespace bot::networks {

/// All but letters, digits and "-._~" as %XX, as RFC 3986 says.
std::string percent_encoded(std::string_view text);

}  // namespace bot::networks

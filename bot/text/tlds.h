#pragma once

#include <cstddef>
#include <string_view>

namespace bot::text {

/// True if names end in that label ("com", "みんな", in any case). The list is the one of the Public Suffix
/// List's registries when this was built; a newer one is added in tlds.cpp.
bool is_tld(std::u32string_view label);
/// In code points.
std::size_t longest_tld();

}  // namespace bot::text

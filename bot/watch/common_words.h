#pragma once

#include <string_view>

namespace bot::watch {

/// True if nearly every post has it: all its words are articles, pronouns and the like, or have one or two
/// letters. In the languages the detector knows; scripts that write without blanks are never common. Pure.
bool is_common(std::string_view words);

}  // namespace bot::watch

#pragma once

#include <cstddef>
#include <string_view>

namespace bot::text {

/// How many code points the emoji that begins there has: one, or a sequence with joiners, skin tones, a
/// keycap, the two letters of a flag; 0 if there is none. The sign that asks for the coloured form may be
/// left out where a sequence has it.
std::size_t emoji_at(std::u32string_view text, std::size_t at);

}  // namespace bot::text

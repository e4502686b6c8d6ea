#pragma once

#include <string_view>
#include <vector>

#include "bot/text/code_points.h"

namespace bot::text {

struct Host {
    std::size_t end = 0;      // 0 if there is none
    std::size_t none_to = 0;  // none begins before this one either, but for one behind a scheme
};
/// The longest host that begins there: labels of any script, then a known TLD that no letter, digit, @, + or
/// - follows.
Host host_at(std::u32string_view text, std::size_t begin);

/// The parts of a host without scheme that stand for themselves: of "日本語example.com" the Latin
/// "example.com". The spans are in `host`.
std::vector<Span> latin_hosts(std::u32string_view host);

/// False if a label is too long or no name could be registered like that.
bool registrable(std::u32string_view host);

}  // namespace bot::text

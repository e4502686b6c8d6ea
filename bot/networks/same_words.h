#pragma once

#include <string_view>

namespace bot::networks {

/// Whether a post whose visible text is `shown` is the one that was sent with these words: the same but for
/// blanks and the hosts of mentions, which servers leave out; or with all of its links (an invitation's link
/// is made for it alone).
bool same_words(std::string_view shown, std::string_view sent);

/// Without the mentions at its front, as networks put the names of those who are answered there.
std::string_view without_mentions(std::string_view text);

}  // namespace bot::networks

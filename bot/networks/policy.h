#pragma once

#include <string>
#include <string_view>

#include "bot/networks/network.h"

namespace bot::networks {

/// Reads the text of a file config/policies/<network>.toml; every key is explained there. Throws UserError
/// naming the network, the key and what is allowed.
Policy read_policy(std::string_view network, std::string_view text);

/// The one built into the program. Throws std::out_of_range if there is none.
Policy policy_of(std::string_view network);

/// Where a browser goes to answer by hand; `words` and the ids are percent-encoded into it. Empty if the
/// policy names the post's own address and the post has none.
std::string by_hand_url(Policy const& policy, std::string_view native_id, std::string_view url,
                        std::string_view words);

}  // namespace bot::networks

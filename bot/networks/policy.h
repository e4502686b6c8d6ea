#pragma once

#include <string>
#include <string_view>

#include "bot/networks/network.h"

// The rules of the networks (Policy in network.h), which lie beside the other things that an operator may
// change: a file a network, built into the program.
namespace bot::networks {

/// Reads the text of a file config/policies/<network>.toml; every key is explained there. Throws UserError
/// naming the network, the key and what is allowed.
Policy read_policy(std::string_view network, std::string_view text);

/// The one built into the program. Throws std::out_of_range if there is none.
Policy policy_of(std::string_view network);

}  // namespace bot::networks

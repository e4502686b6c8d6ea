#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "bot/networks/descriptor.h"
#include "bot/networks/network.h"

// The networks there are: the one list that everything goes by which speaks of "every network". See also
// dialect_of() and account_networks() in network.h, which steps may use.

namespace bot::networks {

/// All of them, in the order in which pages and commands show them. Constant; any thread.
std::span<Descriptor const* const> descriptors();
/// Null if there is no such network.
Descriptor const* find_descriptor(std::string_view name);

/// The networks that the config switched on, in the order of descriptors(). Asks nobody yet. Throws
/// NetworkError (ours) if a setting cannot be used, and what policy_of() does.
std::vector<Network> connect(config::Networks const& settings, Surroundings const& surroundings);

/// Null if it is not among them.
Network const* find(std::vector<Network> const& networks, std::string_view name);

/// Of the networks that watch queries can be for (those with a dialect), whether they are on or not. `own` as
/// for policy_of().
std::vector<Policy> searched_policies(std::filesystem::path const& own);

}  // namespace bot::networks

#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "bot/networks/network.h"

// The rules of the networks (Policy in network.h), which lie beside the other things that an operator may
// change: a file a network, built into the program. A network changes its rules without waiting for the next
// program, so a file of the same name in a folder of the host's (networks.policies) takes its place.
namespace bot::networks {

/// Reads the text of a file config/policies/<network>.toml; every key is explained there. `file` is what
/// mistakes name, "" the built-in one. Throws UserError naming the file, the key and what is allowed.
Policy read_policy(std::string_view network, std::string_view text, std::string const& file = "");

/// Where the policy of a network is from, and all of it.
struct PolicyText {
    std::string file;  // the host's own; "" if it is the one built in
    std::string text;
};
/// The host's own in that folder ("" is none), else the one built into the program. Throws std::out_of_range
/// if there is no such network, UserError if the own one is there and cannot be read.
PolicyText policy_text(std::string_view network, std::filesystem::path const& own = {});
/// The same, read. Throws what the two do.
Policy policy_of(std::string_view network, std::filesystem::path const& own = {});

}  // namespace bot::networks

#include "bot/commands/one_network.h"

namespace bot::commands {

networks::Network const& enabled(std::vector<networks::Network> const& networks, std::string const& name) {
    if (auto const* const network = networks::find(networks, name)) return *network;
    std::string on;
    for (auto const& network : networks) on += (on.empty() ? "" : ", ") + network.name;
    throw UserError(UserError::Kind::not_found,
                    "the network " + name + " is not enabled; " +
                        (on.empty() ? "no network is: see [networks.…] in config/supportawards.example.toml"
                                    : "enabled are: " + on));
}

}  // namespace bot::commands

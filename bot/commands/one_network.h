#pragma once

#include <string>
#include <vector>

#include "bot/base/user_error.h"
#include "bot/networks/networks.h"

namespace bot::commands {

/// The network of that name. Throws UserError if it is not enabled.
networks::Network const& enabled(std::vector<networks::Network> const& networks, std::string const& name);

/// What `ask` gives; what the network refuses is a UserError, in its words.
template <class Ask>
auto answer_of(Ask ask) {
    try {
        return ask();
    } catch (networks::NetworkError const& error) {
        throw UserError(UserError::Kind::unavailable, error.what());
    }
}

}  // namespace bot::commands

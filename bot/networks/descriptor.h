#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "bot/base/clock.h"
#include "bot/networks/client/api.h"
#include "bot/networks/compose.h"
#include "bot/networks/network.h"
#include "bot/networks/policy.h"
#include "bot/watch/dialect.h"
#include "config/networks.h"

namespace storage {
class Store;
}

// What a network is to the rest of the program, in one place: each connector's folder has one Descriptor,
// <name>_network, at the end of <name>.cpp, and networks.cpp lists them. Everything that speaks of "every
// network" (connecting, the watch list, counting words, linking accounts) goes by that list and names no
// network itself.

namespace bot::networks {

/// What a connector is made with beside its section of the config. One for all networks of a program.
struct Surroundings {
    Clock const& clock;     // outlives the network
    storage::Store* store;  // where what costs is booked, outlives it; null: nothing that costs is asked for
    std::filesystem::path data;  // the data folder; accounts' files lie in keys/ of it. Nothing is made here
    std::string user_agent;      // see Caller
    /// For one search by hand: how far it looks back, without streams and without a pace. Absent: as the
    /// section says.
    std::optional<std::chrono::hours> look_back{};
    std::filesystem::path policies{};  // the host's own, see policy.h

    /// How a network's calls go out from here.
    Caller caller(config::Networks const& settings) const { return {user_agent, settings.private_addresses}; }
};

/// How a network's words are counted and sent, for commands that show it and send nothing. Pure; any thread.
struct Composer {
    /// Length, limit and what becomes clickable, as the network counts.
    Counted (*count)(std::string_view words);
    /// The request that would answer `parent` (the network's id of a post that nobody looked at), as text:
    /// secrets are left out, what only the server knows stands in braces, and so does a parent that is "".
    /// Throws UserError if `parent` is no id there. Null: people answer by hand only.
    std::string (*preview)(std::string const& words, std::string const& parent) = nullptr;
    /// The same to a post that was looked at just now: what the Answerer's compose() would make, byte for
    /// byte. Null: the preview has all there is.
    Composed (*compose)(std::string const& words, Parent const& parent, std::string const& idempotency_key,
                        Time now) = nullptr;
    /// Where in that request (keys with a slash between) the words as sent stand, if they are not
    /// those that were typed; "" otherwise.
    std::string_view words_at = "";
};

/// One network: all that the program knows of it before it is switched on. The words people read and what it
/// allows are in its policy, config/policies/<name>.toml. Constant data, made before main(); any thread.
struct Descriptor {
    std::string_view name;  // in the config, the database, addresses and file names; never changes
    Composer composer;
    /// What its search can be asked; absent where there is none, so that it is read whole and filtered here.
    std::optional<watch::Dialect> dialect{};
    /// Where answering needs an account: the least that the config file must say before an operator can
    /// connect it on the console, shown there as an example. "" where no account is needed.
    std::string_view account_settings = "";
    /// Whether the config switches it on.
    bool (*enabled)(config::Networks const&);
    /// Asks nobody. Throws NetworkError (ours) if a setting cannot be used.
    Network (*connect)(config::Networks const&, Surroundings const&);
};

}  // namespace bot::networks

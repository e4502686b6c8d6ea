#pragma once

#include <string>

#include "bot/networks/networks.h"

/// What a network would be sent, for commands that print it and send nothing.
namespace bot::commands {

/// What would be sent, to be printed: how the network counts the words, and the call. It is no
/// networks::Composed, so nothing can send it.
struct Shown {
    networks::Counted counted;
    std::string request;  // JSON: the call, secrets left out; the address that opens a composer; or null
};

/// For a network that is neither configured nor asked: what only its server knows stands in braces, and so
/// does `parent` (the network's id of the post that is answered) if it is "". Throws UserError if there is no
/// such network.
Shown show(std::string const& network, std::string const& words, std::string const& parent);

/// As an answer to a post that was looked at just now, at `now`: what would be sent, byte for byte, but for
/// the idempotency key, which is made up at each call. Throws UserError as show() does.
Shown show_for(networks::Network const& network, std::string const& words, networks::Parent const& parent,
               networks::Time now);

/// {"length", "limit", "valid", "facets", "request"}, without an end of line; `limit` is null where the
/// network names none. A facet is {"byte_start", "byte_end", "kind", "value"}.
std::string line_of(Shown const& shown);

}  // namespace bot::commands

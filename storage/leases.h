#pragma once

#include <optional>
#include <string>

#include "storage/engine/store.h"

namespace storage {

/// A job that one process at a time may do: listening to a network, sending, publishing.
struct Lease {
    std::string name;
    std::string holder;
    /// Grows with each new holder. A change made under the lease carries it, so that one who lost the lease
    /// without noticing (a long pause, a stopped machine) changes nothing.
    long long token = 0;
    Time until{};
};

namespace leases {

/// Empty while another, or the same holder, has it. `until` lies ahead of `now`.
std::optional<Lease> take(Write& write, std::string const& name, std::string const& holder, Time now,
                          Time until);

/// False, and nothing changed, if somebody else has taken it meanwhile: stop the job. A lease that has run
/// out and that nobody took goes on.
bool renew(Write& write, Lease& lease, Time until);

/// Whether the lease is still this one. Asked inside the Write whose change must not come late.
bool held(Read const& read, Lease const& lease, Time now);

/// Free for the next at once. Harmless if it was lost.
void release(Write& write, Lease const& lease);

}  // namespace leases
}  // namespace storage

#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "storage/engine/store.h"

namespace storage {

/// A job that one process at a time may do: listening to a network, sending, publishing. The row stays for
/// good; a lease that is free is one that has run out.
struct Lease {
    std::string name;  // the key of the row: "sender", "publish", "listen:NETWORK", …
    std::string holder;
    /// A fencing token: grows with each new holder. A change made under the lease checks it, so that a holder
    /// who lost the lease without noticing (a long pause, a stopped machine) changes nothing.
    long long token = 0;
    Time until{};
};

/// What LeaseGuard is made of: one statement each, a compare-and-swap on the token.
namespace leases {

/// Empty while anybody has it, the same holder included. `until` lies ahead of `now`.
std::optional<Lease> take(Write& write, std::string const& name, std::string const& holder, Time now,
                          Time until);

/// False, and nothing changed, if another has taken it meanwhile: stop the job. A lease that has run out and
/// that nobody took goes on: its job was late, not done twice.
bool renew(Write& write, Lease& lease, Time until);

/// Whether the lease is still this one and has not run out.
bool held(Read const& read, Lease const& lease, Time now);

/// Free for the next at once. Harmless if it was lost.
void release(Write& write, Lease const& lease);

}  // namespace leases

/// The right to do a job, for as long as the guard has it. Starts without it:
///
///     storage::LeaseGuard lease(store, "sender", 2min);
///     if (!lease.take(now)) return;  // another process is at it
///     …
///     store.write([&](Write& write) {
///         if (!lease.held(write, now)) return;  // too late: another process took over
///         …
///     });
///
/// Each guard is a holder of its own. The caller gives the times. One thread at a time.
class LeaseGuard {
public:
    /// A lease is taken or renewed for `lasts`. The store outlives the guard.
    LeaseGuard(Store& store, std::string name, std::chrono::milliseconds lasts);
    LeaseGuard(LeaseGuard const&) = delete;
    /// Releases it; if that fails it runs out by itself. So it does when the scope is left by an exception:
    /// what was left half done is then taken up after a pause, by whoever takes the lease next.
    ~LeaseGuard();

    /// True if this guard has the lease now, taken or, when it had it already, renewed. Writes, so ask first
    /// whether there is anything to do. Throws Error.
    bool take(Time now);
    /// False if it was lost, or never taken: stop the job. Throws Error.
    bool renew(Time now);
    /// The same in the transaction of a change that must not come late.
    bool renew(Write& write, Time now);
    /// Whether the lease has neither been lost nor run out. Asked inside the Write whose change must not come
    /// late.
    bool held(Read const& read, Time now) const;
    /// Until when it is known to be ours; empty without a lease. Asks nobody.
    std::optional<Time> until() const;
    /// The next may take it at once. Nothing without a lease. Throws Error.
    void release();

private:
    Store& store_;
    std::string const name_;
    std::chrono::milliseconds const lasts_;
    std::string const holder_ = random_base32(10);
    int const exceptions_;  // under way when it was made
    std::optional<Lease> lease_;
};

}  // namespace storage

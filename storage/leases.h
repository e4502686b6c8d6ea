#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "storage/engine/store.h"

namespace storage {

/// The right to do a job that one process at a time may do ("sender", "publish", "listen:NETWORK", …), for as
/// long as the guard has it. Starts without it:
///
///     storage::LeaseGuard lease(store, "sender", 2min);
///     if (!lease.take(now)) return;  // another process is at it
///     …
///     store.write([&](Write& write) {
///         if (!lease.held(write, now)) return;  // too late: another process took over
///         …
///     });
///
/// A row a job (table leases), which stays for good; a lease that is free is one that has run out. Its token
/// grows with each new holder, and each statement compares it, so a holder who lost the lease without
/// noticing (a long pause, a stopped machine) changes nothing with it. One that ran out and that nobody took
/// goes on: its job was late, not done twice.
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
    std::string const holder_;
    int const exceptions_;  // under way when it was made
    struct Taken {
        long long token;
        Time until;
    };
    std::optional<Taken> taken_;
};

/// Who has a lease: host and process, and until when unless it is renewed.
struct LeaseHolder {
    std::string name;
    Time until{};
};
/// Empty if nobody has it now.
std::optional<LeaseHolder> lease_holder(Read const& read, std::string_view name, Time now);

/// Ends every lease. Only for who knows that no other process is at work on this database: what is found
/// there is from one that died.
void end_leases(Write& write);

}  // namespace storage

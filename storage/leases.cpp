#include "storage/leases.h"

#include <exception>
#include <utility>

#include "storage/engine/sql.h"

namespace storage {
namespace leases {

std::optional<Lease> take(Write& write, std::string const& name, std::string const& holder, Time now,
                          Time until) {
    auto const token = select_first<long long>(write, R"(
        insert into leases (name, holder, token, until_time) values (:name, :holder, 1, :until)
        on conflict (name) do update set holder = excluded.holder, token = leases.token + 1,
        until_time = excluded.until_time where leases.until_time <= :now returning token)",
                                               use(name, "name"), use(holder, "holder"), use(until, "until"),
                                               use(now, "now"));
    return token ? std::optional(Lease{name, holder, *token, until}) : std::nullopt;
}

bool renew(Write& write, Lease& lease, Time until) {
    auto const renewed =
        execute(write, "update leases set until_time = :until where name = :name and token = :token",
                use(until, "until"), use(lease.name, "name"), use(lease.token, "token"));
    if (renewed == 0) return false;
    lease.until = until;
    return true;
}

bool held(Read const& read, Lease const& lease, Time now) {
    return select_value<long long>(read, R"(
        select count(*) from leases where name = :name and token = :token and until_time > :now)",
                                   use(lease.name, "name"), use(lease.token, "token"), use(now, "now")) == 1;
}

void release(Write& write, Lease const& lease) {
    execute(write, "update leases set until_time = 0 where name = :name and token = :token",
            use(lease.name, "name"), use(lease.token, "token"));
}

}  // namespace leases

LeaseGuard::LeaseGuard(Store& store, std::string name, std::chrono::milliseconds lasts)
    : store_(store), name_(std::move(name)), lasts_(lasts), exceptions_(std::uncaught_exceptions()) {}

LeaseGuard::~LeaseGuard() {
    if (std::uncaught_exceptions() > exceptions_) return;
    try {
        release();
    } catch (std::exception const&) {
        // It runs out by itself; why the database failed is told by the next who needs it.
    }
}

bool LeaseGuard::take(Time now) {
    if (renew(now)) return true;
    lease_ =
        store_.write([&](Write& write) { return leases::take(write, name_, holder_, now, now + lasts_); });
    return lease_.has_value();
}

bool LeaseGuard::renew(Time now) {
    return lease_ && store_.write([&](Write& write) { return renew(write, now); });
}

bool LeaseGuard::renew(Write& write, Time now) {
    if (lease_ && !leases::renew(write, *lease_, now + lasts_)) lease_.reset();
    return lease_.has_value();
}

bool LeaseGuard::held(Read const& read, Time now) const {
    return lease_ && leases::held(read, *lease_, now);
}

std::optional<Time> LeaseGuard::until() const {
    return lease_ ? std::optional(lease_->until) : std::nullopt;
}

void LeaseGuard::release() {
    if (auto const lease = std::exchange(lease_, std::nullopt))
        store_.write([&](Write& write) { leases::release(write, *lease); });
}

}  // namespace storage

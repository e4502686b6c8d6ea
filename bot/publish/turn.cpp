#include "bot/publish/turn.h"

namespace bot::publish {

constexpr std::chrono::seconds turn_lasts{120};

bool Turn::take(storage::Time now) {
    if (alone()) return true;
    auto const until = now + turn_lasts;
    lease_ = store_.write([&](storage::Write& write) -> std::optional<storage::Lease> {
        auto lease = lease_;
        if (lease && storage::leases::renew(write, *lease, until)) return lease;
        return storage::leases::take(write, "publish", holder_, now, until);
    });
    return lease_.has_value();
}

void Turn::release() {
    if (!lease_) return;
    store_.write([&](storage::Write& write) { storage::leases::release(write, *lease_); });
    lease_.reset();
}

bool Turn::is_mine(storage::Read const& read, storage::Time now) const {
    return alone() || (lease_ && storage::leases::held(read, *lease_, now));
}

}  // namespace bot::publish

#include "bot/desk/caps.h"

#include <algorithm>

#include "bot/desk/refusal.h"

namespace bot::desk {
namespace {

void check(char const* key, long long count, int limit) {
    if (count >= limit)
        throw Refusal(UserError::Kind::too_many, key, {{"limit", static_cast<long long>(limit)}});
}

}  // namespace

void check_caps(storage::Read const& read, storage::Reply const& reply, networks::Policy const* policy,
                Settings const& settings, storage::Time now) {
    if (!reply.invites) return;
    auto const since = now - std::chrono::hours(24);
    auto const at_network = policy != nullptr
                                ? std::min(policy->daily_cap, settings.network_invitations_a_day)
                                : settings.network_invitations_a_day;
    check("cap_network", storage::replies::count_at(read, reply.network, since), at_network);
    check("cap_company", storage::replies::count_for(read, *reply.company, since),
          settings.company_invitations_a_day);
    if (reply.thread_key) check("cap_thread", storage::replies::count_in(read, *reply.thread_key), 1);
}

}  // namespace bot::desk

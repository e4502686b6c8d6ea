#include "bot/desk/rules.h"

#include <algorithm>

namespace bot::desk {
namespace {

void check(char const* key, long long count, int limit) {
    if (count >= limit)
        throw Refusal(UserError::Kind::too_many, key, {{"limit", static_cast<long long>(limit)}});
}

}  // namespace

Rule rule_for(networks::Policy const* policy, bool can_answer, storage::Post const& post) {
    using ByApi = networks::Policy::ByApi;
    if (policy == nullptr || !can_answer || policy->by_api == ByApi::never) return Rule::hand;
    if (!post.author_key) return Rule::nobody;
    if (policy->by_api == ByApi::always) return Rule::api;
    return post.summoned ? Rule::summoned : Rule::not_summoned;
}

storage::Reply::Channel channel_of(Rule rule) {
    return rule == Rule::api || rule == Rule::summoned ? storage::Reply::Channel::api
                                                       : storage::Reply::Channel::hand;
}

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

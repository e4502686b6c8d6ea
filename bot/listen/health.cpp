#include "bot/listen/health.h"

#include <algorithm>
#include <map>

#include "storage/daily_totals.h"
#include "storage/networks.h"
#include "storage/posts.h"

namespace bot::listen {
namespace {

using networks::Network;
using networks::Policy;

NetworkHealth::Answers answers_of(Network const& network) {
    if (!network.answerer) return NetworkHealth::Answers::not_at_all;
    if (!network.answers()) return NetworkHealth::Answers::by_hand;
    switch (network.policy.by_api) {
        case Policy::ByApi::always:
            return NetworkHealth::Answers::by_api;
        case Policy::ByApi::summoned:
            return NetworkHealth::Answers::summoned;
        case Policy::ByApi::never:
            break;
    }
    return NetworkHealth::Answers::by_hand;
}

NetworkHealth::Account account_of(networks::AccountLink::State const& state) {
    if (!state.connected) return NetworkHealth::Account::none;
    return state.in_settings ? NetworkHealth::Account::in_settings : NetworkHealth::Account::signed_in;
}

NetworkHealth::State state_of(storage::NetworkState const& last) {
    if (last.failures > 0)
        return last.error_class == "rate" ? NetworkHealth::State::waits : NetworkHealth::State::fails;
    return last.succeeded_at ? NetworkHealth::State::well : NetworkHealth::State::not_asked;
}

/// Posts of that day that were looked at and not kept, by network.
std::map<std::string, long long> not_kept(storage::Read const& read, std::string const& day) {
    std::map<std::string, long long> counts;
    for (auto const& count : storage::seen_counts::between(read, day, day))
        counts[count.network] += count.posts;
    return counts;
}

}  // namespace

Health::Health(storage::Store& store, Clock const& clock, std::vector<Network> const& networks)
    : store_(store), clock_(clock), networks_(networks) {}

std::vector<NetworkHealth> Health::all() const {
    auto const now = clock_.now();
    auto const alerts = storage::network_alerts::all(store_);
    auto const passed_by = not_kept(store_, storage::day_of(now));
    std::vector<NetworkHealth> all;
    for (auto const& network : networks_) {
        NetworkHealth one;
        one.network = one.last.name = network.name;
        if (auto last = storage::networks::find(store_, network.name)) one.last = std::move(*last);
        one.title = network.policy.title;
        one.state = state_of(one.last);
        one.alerted =
            std::ranges::find(alerts, network.name, &storage::NetworkAlert::network) != alerts.end();
        one.finds_today =
            storage::posts::count_since(store_, network.name, std::chrono::floor<std::chrono::days>(now));
        auto const passed = passed_by.find(network.name);
        one.read_today = one.finds_today + (passed == passed_by.end() ? 0 : passed->second);
        one.spend_cap = network.daily_spend_cap;
        if (one.spend_cap > 0)
            one.spent_today = storage::spend::on(store_, network.name, storage::day_of(now)).micro_dollars;
        one.answers = answers_of(network);
        if (network.account_link) {
            auto state = network.account_link->state();
            one.account = account_of(state);
            one.handle = std::move(state.handle);
        }
        one.daily_cap = network.policy.daily_cap;
        one.source = network.policy.source;
        one.rules_read_on = network.policy.checked_on;
        all.push_back(std::move(one));
    }
    return all;
}

std::vector<std::string> Health::troubled() const {
    std::vector<std::string> titles;
    for (auto const& alert : storage::network_alerts::all(store_)) {
        auto const network = std::ranges::find(networks_, alert.network, &Network::name);
        if (network != networks_.end()) titles.push_back(network->policy.title);
    }
    return titles;
}

bool Health::may_try_now(NetworkHealth const& standing) {
    return standing.state == NetworkHealth::State::fails;
}

bool Health::try_now(std::string_view network) {
    return store_.write([&](storage::Write& write) {
        auto const last = storage::networks::find(write, network);
        return last && state_of(*last) == NetworkHealth::State::fails &&
               storage::networks::make_due(write, network, clock_.now());
    });
}

}  // namespace bot::listen

#include "bot/networks/networks.h"

#include <algorithm>
#include <array>

#include "bot/networks/archive/archive.h"
#include "bot/networks/bluesky/bluesky.h"
#include "bot/networks/feeds/feeds.h"
#include "bot/networks/hackernews/hackernews.h"
#include "bot/networks/lemmy/lemmy.h"
#include "bot/networks/mastodon/mastodon.h"
#include "bot/networks/reddit/reddit.h"
#include "bot/networks/x/x.h"

namespace bot::networks {

std::span<Descriptor const* const> descriptors() {
    static constexpr std::array all{
        &archive_network, &bluesky_network,  &hackernews_network, &rss_network,
        &reddit_network,  &mastodon_network, &lemmy_network,      &x_network,
    };
    return all;
}

Descriptor const* find_descriptor(std::string_view name) {
    auto const found = std::ranges::find(descriptors(), name, &Descriptor::name);
    return found == descriptors().end() ? nullptr : *found;
}

std::vector<Network> connect(config::Networks const& settings, Surroundings const& surroundings) {
    std::vector<Network> on;
    for (auto const* network : descriptors()) {
        if (!network->enabled(settings)) continue;
        auto& made = on.emplace_back(network->connect(settings, surroundings));
        if (!made.length)
            made.length = [count = network->composer.count](std::string_view words) {
                return count(words).length;
            };
        auto own = policy_of(network->name, surroundings.policies);
        if (own.file.empty()) continue;
        // A connector may know its composer better than any file.
        if (made.policy.by_hand_link != policy_of(network->name).by_hand_link)
            own.by_hand_link = made.policy.by_hand_link;
        made.policy = std::move(own);
    }
    return on;
}

Network const* find(std::vector<Network> const& networks, std::string_view name) {
    auto const found = std::ranges::find(networks, name, &Network::name);
    return found == networks.end() ? nullptr : &*found;
}

watch::Dialect const* dialect_of(std::string_view network) {
    auto const* const descriptor = find_descriptor(network);
    return descriptor != nullptr && descriptor->dialect ? &*descriptor->dialect : nullptr;
}

std::optional<Policy> built_in_policy(std::string_view network) {
    return find_descriptor(network) != nullptr ? std::optional(policy_of(network)) : std::nullopt;
}

std::vector<Policy> searched_policies(std::filesystem::path const& own) {
    std::vector<Policy> all;
    for (auto const* network : descriptors())
        if (network->dialect) all.push_back(policy_of(network->name, own));
    return all;
}

std::vector<AccountNetwork> account_networks() {
    std::vector<AccountNetwork> all;
    for (auto const* network : descriptors())
        if (!network->account_settings.empty())
            all.push_back({std::string(network->name), policy_of(network->name).title,
                           std::string(network->account_settings)});
    std::ranges::sort(all, {}, &AccountNetwork::name);
    return all;
}

}  // namespace bot::networks

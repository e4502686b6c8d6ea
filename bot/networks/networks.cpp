#include "bot/networks/networks.h"

#include "bot/networks/policy.h"

namespace bot::networks {

std::vector<Network> connect(Settings const& settings, Clock const& clock, storage::Store* store) {
    std::vector<Network> on;
    if (settings.archive) on.push_back(archive(*settings.archive, policy_of("archive"), clock));
    if (settings.bluesky) on.push_back(bluesky(*settings.bluesky, policy_of("bluesky"), clock));
    if (settings.hackernews) on.push_back(hackernews(*settings.hackernews, policy_of("hackernews"), clock));
    if (settings.rss) on.push_back(rss(*settings.rss, policy_of("rss"), clock));
    if (settings.reddit) on.push_back(reddit(*settings.reddit, policy_of("reddit"), clock));
    if (settings.mastodon) on.push_back(mastodon(*settings.mastodon, policy_of("mastodon"), clock));
    if (settings.lemmy) on.push_back(lemmy(*settings.lemmy, policy_of("lemmy"), clock));
    if (settings.x) on.push_back(x(*settings.x, policy_of("x"), clock, store));
    return on;
}

Network const* find(std::vector<Network> const& networks, std::string_view name) {
    for (auto const& network : networks)
        if (network.name == name) return &network;
    return nullptr;
}

}  // namespace bot::networks

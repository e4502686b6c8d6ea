#include "bot/networks/bluesky/bluesky.h"

#include "bot/networks/bluesky/account.h"
#include "bot/networks/bluesky/account_link.h"
#include "bot/networks/bluesky/answerer.h"
#include "bot/networks/bluesky/stream_listener.h"

namespace bot::networks {

Network bluesky(BlueskySettings settings, Policy policy, Clock const& clock) {
    auto const session = std::make_shared<BlueskySession>(settings, clock);
    Network network;
    network.name = "bluesky";
    network.policy = std::move(policy);
    network.interval = settings.interval;
    network.account = std::make_unique<BlueskyAccount>(session);
    network.account_link = std::make_unique<BlueskyAccountLink>(settings, clock);
    network.answerer = std::make_unique<BlueskyAnswerer>(session, clock);
    if (settings.jetstream.empty())
        network.listener = std::make_unique<BlueskyListener>(std::move(settings), session, clock);
    else
        network.listener = std::make_unique<BlueskyStreamListener>(std::move(settings), session, clock);
    return network;
}

}  // namespace bot::networks

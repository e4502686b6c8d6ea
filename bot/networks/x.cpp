#include "bot/networks/x.h"

#include "bot/networks/x_account.h"
#include "bot/networks/x_answerer.h"
#include "bot/networks/x_connection.h"
#include "bot/networks/x_listener.h"

namespace bot::networks {

Network x(XSettings settings, Policy policy, Clock const& clock, storage::Store* store) {
    auto const session = std::make_shared<XSession>(settings, clock);
    auto const budget = std::make_shared<Budget>(policy, settings.daily_cap, clock, store);
    auto const server = [&] { return std::make_shared<XServer>(settings, session, budget, clock); };
    Network network;
    network.name = "x";
    network.policy = std::move(policy);
    network.daily_spend_cap = settings.daily_cap;
    network.interval = settings.interval;
    network.account = std::make_unique<XOwnAccount>(server());
    network.answerer = std::make_unique<XAnswerer>(server());
    network.listener = std::make_unique<XListener>(settings, server(), clock);
    network.connection = std::make_unique<XConnection>(
        settings, std::make_unique<XServer>(settings, session, budget, clock), clock);
    return network;
}

}  // namespace bot::networks

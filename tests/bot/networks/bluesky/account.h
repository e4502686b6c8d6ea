#pragma once

#include <memory>
#include <stdexcept>

#include "bot/networks/bluesky/bluesky.h"
#include "bot/networks/bluesky/session.h"
#include "tests/fakes/bluesky_server.h"
#include "tests/tools/world.h"

namespace test {

/// An account at a server of our own, signed in when it first asks.
struct BlueskyAccount {
    BlueskyServer server;
    Folder folder;
    ManualClock clock;
    bot::networks::BlueskySettings settings = [this] {
        bot::networks::BlueskySettings made;
        made.host = server.address();
        made.handle = "awards.example";
        made.app_password = "app-password";
        made.session_file = folder / "bluesky.json";
        made.user_agent = "SupportAwards/test";
        made.private_addresses = true;
        made.queries = {"great support"};
        return made;
    }();
    std::shared_ptr<bot::networks::BlueskySession> session =
        std::make_shared<bot::networks::BlueskySession>(settings, clock);
};

template <class Doing>
bot::networks::NetworkError network_failure(Doing doing) {
    try {
        doing();
    } catch (bot::networks::NetworkError const& error) {
        return error;
    }
    throw std::logic_error("it did not fail");
}

}  // namespace test

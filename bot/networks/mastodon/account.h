#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bot/networks/mastodon/server.h"
#include "bot/networks/network.h"

namespace bot::networks {

/// The account of the token: whether it calls itself a bot, and what it answered.
class MastodonOwnAccount : public Account {
public:
    explicit MastodonOwnAccount(std::shared_ptr<MastodonServer> server) : server_(std::move(server)) {}
    std::optional<State> look() override;
    std::vector<OwnReply> recent_replies(Time since) override;

private:
    std::optional<std::string> uri_of(std::string const& id);

    std::shared_ptr<MastodonServer> const server_;
};

}  // namespace bot::networks

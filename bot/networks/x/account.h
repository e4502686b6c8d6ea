#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "bot/networks/x/server.h"

namespace bot::networks {

/// The account that is signed in: what it answered. Each of its posts that is read is paid for.
class XOwnAccount : public Account {
public:
    explicit XOwnAccount(std::shared_ptr<XServer> server) : server_(std::move(server)) {}
    /// Empty: X tells nobody whether an account has the automated label.
    std::optional<State> look() override { return std::nullopt; }
    std::vector<OwnReply> recent_replies(Time since) override;

private:
    std::shared_ptr<XServer> const server_;
};

}  // namespace bot::networks

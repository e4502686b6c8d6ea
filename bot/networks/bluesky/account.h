#pragma once

#include <memory>

#include "bot/networks/bluesky/session.h"

namespace bot::networks {

/// Our account, by its own records: whether its profile has the self-label "bot", and what it answered. They
/// are read where they are written, so that no app view has to have them yet.
class BlueskyAccount : public Account {
public:
    explicit BlueskyAccount(std::shared_ptr<BlueskySession> session) : session_(std::move(session)) {}
    std::optional<State> look() override;
    std::vector<OwnReply> recent_replies(Time since) override;

private:
    std::shared_ptr<BlueskySession> const session_;
};

}  // namespace bot::networks

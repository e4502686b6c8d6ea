#pragma once

#include <memory>
#include <string>

#include "bot/networks/bluesky_session.h"

namespace bot::networks {

/// Our account, by its own profile record: whether it has the self-label "bot".
class BlueskyAccount : public Account {
public:
    BlueskyAccount(std::shared_ptr<BlueskySession> session, std::string handle)
        : session_(std::move(session)), handle_(std::move(handle)) {}
    std::optional<State> look() override;

private:
    std::shared_ptr<BlueskySession> const session_;
    std::string const handle_;
};

}  // namespace bot::networks

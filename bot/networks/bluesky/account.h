#pragma once

#include <memory>

#include "bot/networks/bluesky/bluesky.h"
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

/// Signing our account in by an app password, at the host of the settings.
class BlueskyAccountLink : public AccountLink {
public:
    /// `clock` outlives it.
    BlueskyAccountLink(BlueskySettings settings, Clock const& clock)
        : settings_(std::move(settings)), clock_(clock) {}

    State state() const override;
    Form form() const override;
    std::optional<PendingAuthorization> begin(Entered const& entered) override;
    /// Never: begin() is all.
    void disconnect() override;

private:
    BlueskySettings const settings_;
    Clock const& clock_;
};

}  // namespace bot::networks

#pragma once

#include "bot/networks/bluesky/bluesky.h"

namespace bot::networks {

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

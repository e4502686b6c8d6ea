#pragma once

#include "bot/networks/lemmy/server.h"

namespace bot::networks {

/// Logging our account in at the instance of the settings. Lemmy has no app passwords, so only the login is
/// kept.
class LemmyAccountLink : public AccountLink {
public:
    /// `clock` outlives it.
    LemmyAccountLink(LemmySettings settings, Clock const& clock)
        : settings_(std::move(settings)), clock_(clock) {}

    State state() const override;
    Form form() const override;
    std::optional<PendingAuthorization> begin(Entered const& entered) override;
    /// Never: begin() is all.
    void disconnect() override;

private:
    LemmySettings const settings_;
    Clock const& clock_;
};

}  // namespace bot::networks

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bot/networks/lemmy/server.h"
#include "bot/networks/network.h"

namespace bot::networks {

/// The account of the settings: whether it calls itself a bot, and what it commented.
class LemmyOwnAccount : public Account {
public:
    explicit LemmyOwnAccount(std::shared_ptr<LemmyServer> server) : server_(std::move(server)) {}
    /// Empty without a login.
    std::optional<State> look() override;
    /// The latest two hundred at most. Empty where the instance has no list of what a person wrote (1.0).
    std::vector<OwnReply> recent_replies(Time since) override;

private:
    std::optional<std::string> parent_of(LemmyView const& comment);

    std::shared_ptr<LemmyServer> const server_;
    std::map<std::int64_t, std::string> addresses_;  // of comments that we answered, by their numbers
};

/// Logging our account in at the instance of the settings. Lemmy has no app passwords, so only the login is
/// kept.
class LemmyAccountLink : public AccountLink {
public:
    /// `clock` outlives it.
    LemmyAccountLink(LemmySettings settings, Clock const& clock)
        : settings_(std::move(settings)), clock_(clock) {}

    State state() const override;
    Form form() const override;
    /// Always empty: the name and the password are all that is needed. Throws NotConnected if the instance
    /// refuses them.
    std::optional<PendingAuthorization> begin(Entered const& entered) override;
    /// The login is forgotten here; at the instance it stays good until it is changed there.
    void disconnect() override;

private:
    LemmySettings const settings_;
    Clock const& clock_;
};

}  // namespace bot::networks

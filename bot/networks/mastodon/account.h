#pragma once

#include <memory>
#include <mutex>
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
    /// Empty without a token, or if the token may not tell.
    std::optional<State> look() override;
    /// The latest two hundred statuses at most; without answers to posts that cannot be seen any more.
    std::vector<OwnReply> recent_replies(Time since) override;

private:
    std::optional<std::string> uri_of(std::string const& id);

    std::shared_ptr<MastodonServer> const server_;
};

/// Signing our account in at its own instance (OAuth 2, with PKCE where the instance has it). The program
/// registers itself there first.
class MastodonAccountLink : public AccountLink {
public:
    /// `clock` outlives it.
    MastodonAccountLink(MastodonSettings settings, Clock const& clock);

    State state() const override;
    Form form() const override;
    std::optional<PendingAuthorization> begin(Entered const& entered) override;
    void finish(PendingAuthorization const& leaving, std::string_view code) override;
    /// Revokes the token at the instance too, as far as it can be reached.
    void disconnect() override;

private:
    struct Application {
        std::string instance, redirect, id, secret;
    };
    std::string checked_instance(std::string const& typed) const;
    Application application(Api& api, std::string const& instance, std::string const& redirect);
    Application registered(Api& api, std::string const& instance, std::string const& redirect) const;
    void forget_application();

    MastodonSettings const settings_;
    Clock const& clock_;
    std::mutex mutex_;
    Application last_;  // guarded by mutex_; registered once for all tries, as instances count them
};

}  // namespace bot::networks

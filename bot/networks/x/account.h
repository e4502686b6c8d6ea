#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "bot/networks/x/server.h"
#include "bot/networks/x/x.h"

namespace bot::networks {

/// The account that is signed in: what it answered. Each of its posts that is read is paid for.
class XOwnAccount : public Account {
public:
    explicit XOwnAccount(std::shared_ptr<XServer> server) : server_(std::move(server)) {}
    /// Empty: X tells nobody whether an account has the automated label.
    std::optional<State> look() override { return std::nullopt; }
    /// The latest hundred at most. Empty without an account. Throws DayIsSpent if the day's money is spent.
    std::vector<OwnReply> recent_replies(Time since) override;

private:
    std::shared_ptr<XServer> const server_;
};

/// Signing our account in at X's own page. Only the settings can name the application.
class XAccountLink : public AccountLink {
public:
    /// `server` asks who we are once an account signed in; `clock` outlives it.
    XAccountLink(XSettings settings, std::unique_ptr<XServer> server, Clock const& clock)
        : settings_(std::move(settings)), server_(std::move(server)), clock_(clock) {}

    /// As far as the file tells: it may have been shut out at X since.
    State state() const override;
    Form form() const override;
    std::optional<PendingAuthorization> begin(Entered const& entered) override;
    /// It counts as connected even if X does not say yet who we are.
    void finish(PendingAuthorization const& leaving, std::string_view code) override;
    /// Forgets the tokens here; at X the application stays allowed until the account withdraws it.
    void disconnect() override;

private:
    XSettings const settings_;
    std::unique_ptr<XServer> const server_;
    Clock const& clock_;
};

}  // namespace bot::networks

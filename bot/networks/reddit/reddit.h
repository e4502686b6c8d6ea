#pragma once

#include <memory>
#include <string>
#include <vector>

#include "bot/base/clock.h"
#include "bot/networks/compose.h"
#include "bot/networks/descriptor.h"
#include "bot/networks/network.h"

namespace bot::networks {

class RedditSession;

/// Its section, and what the program adds. The user agent is the section's own_user_agent: Reddit wants a
/// form of its own.
struct RedditSettings : config::Reddit, Caller {};

/// Submissions by search or by "new", comments by the subreddits' own listing, each newest first down to
/// three hours before the newest that was seen: Reddit's index is late. The cursor remembers what the overlap
/// gave.
class RedditListener : public Listener {
public:
    /// `clock` outlives it.
    RedditListener(RedditSettings settings, std::shared_ptr<RedditSession> session, Clock const& clock);
    /// One request, or two when the token has to be renewed.
    SearchPage search(WatchQuery const& query, std::string_view cursor) override;

private:
    RedditSettings const settings_;
    std::shared_ptr<RedditSession> const session_;
    Clock const& clock_;
};

/// Looks a post up. Reddit lets no program answer that was not invited to: a person does.
class RedditAnswerer : public ByHandAnswerer {
public:
    RedditAnswerer(std::shared_ptr<RedditSession> session)
        : ByHandAnswerer("reddit", count_reddit), session_(std::move(session)) {}
    /// `gone` too when a moderator removed it; `locked` when it is locked or archived.
    Parent look(std::string_view native_id) override;

private:
    std::shared_ptr<RedditSession> const session_;
};

/// The account of the refresh token: what it commented. Wants the scopes `identity` and `history`.
class RedditAccount : public Account {
public:
    explicit RedditAccount(std::shared_ptr<RedditSession> session) : session_(std::move(session)) {}
    /// Empty: Reddit has no label for it.
    std::optional<State> look() override { return std::nullopt; }
    /// The latest three hundred at most. Asks once who we are.
    std::vector<OwnReply> recent_replies(Time since) override;

private:
    std::shared_ptr<RedditSession> const session_;
    std::string name_;  // "" until it was asked for
};

/// Asks nothing before the first call. Without a refresh token there is no account.
Network reddit(RedditSettings settings, Policy policy, Clock const& clock);

extern Descriptor const reddit_network;

}  // namespace bot::networks

#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "bot/base/clock.h"
#include "bot/networks/by_hand.h"
#include "bot/networks/network.h"

namespace bot::networks {

class RedditSession;

struct RedditSettings {
    std::string api = "https://oauth.reddit.com";
    std::string sign_in = "https://www.reddit.com";
    std::string client_id;
    std::string client_secret;
    std::string refresh_token;  // "" listens as the app alone, without a user
    /// As Reddit wants it: "linux:org.example.awards:1.0 (by /u/name)".
    std::string user_agent;
    /// Where to listen; none is the whole site, which can be searched for submissions alone, not comments.
    std::vector<std::string> subreddits;
    /// What to search for beside the watch queries; none of them reads all that is new in the subreddits.
    std::vector<std::string> queries;
    std::chrono::milliseconds interval{120'000};
    std::chrono::hours back_fill{0};  // how far the very first search looks back
    std::chrono::milliseconds timeout{30'000};
    bool private_addresses = false;
};

/// Submissions by search or by "new", comments by the subreddits' own listing, each newest first down to
/// three hours before the newest that was seen: Reddit's index is late. The cursor remembers what the overlap
/// gave.
class RedditListener : public Listener {
public:
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
    std::vector<OwnReply> recent_replies(Time since) override;

private:
    std::shared_ptr<RedditSession> const session_;
    std::string name_;  // "" until it was asked for
};

Network reddit(RedditSettings settings, Policy policy, Clock const& clock);

}  // namespace bot::networks

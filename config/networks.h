#pragma once

#include <chrono>
#include <string>
#include <vector>

// What can be set for each network, in its section [networks.<name>] of the config file: plain data with the
// defaults. What each key allows and means to people stands in network_keys.cpp and the example file. A
// connector's own settings are its section here and what the program adds (a folder, who asks); this is the
// one header of config/ that bot/networks includes.

namespace config {

/// Posts from files of JSON Lines.
struct Archive {
    bool enabled = false;
    std::vector<std::string> paths;  // files or folders; "demo" is the sample built in
    int posts_a_minute = 0;          // 0 is as fast as it goes
    std::chrono::seconds poll_interval{60};
    std::string outbox;  // the file that gets the replies; "" is <data>/outbox/archive.jsonl
};

/// Hacker News by Algolia's index and the official API. Needs no account.
struct HackerNews {
    bool enabled = false;
    std::vector<std::string> queries;  // beside the watch queries; none of either is all that is written
    std::string username;              // of the account that people answer with; "" if none is told
    std::chrono::seconds poll_interval{60};
    std::chrono::hours back_fill{0};                           // how far the very first search looks back
    std::string search = "https://hn.algolia.com";             // the server that finds
    std::string items = "https://hacker-news.firebaseio.com";  // the one that knows what was deleted
};

/// Feeds: RSS, Atom, JSON Feed.
struct Rss {
    bool enabled = false;
    std::vector<std::string> feeds;  // addresses; secret, as some have a key in them
    std::chrono::minutes poll_interval{30};
    std::chrono::hours back_fill{0};  // how old a dated item may be when its feed is read first
};

/// Reddit by its OAuth API, with an application that Reddit approved.
struct Reddit {
    bool enabled = false;
    std::string client_id, client_secret;
    std::string refresh_token;   // "" listens as the application alone, without a user
    std::string own_user_agent;  // as Reddit wants it: "linux:org.example.awards:1.0 (by /u/name)"
    /// Where to listen; none is the whole site, which can be searched for submissions alone, not comments.
    std::vector<std::string> subreddits;
    /// Beside the watch queries; none of either reads all that is new in the subreddits.
    std::vector<std::string> queries;
    std::chrono::seconds poll_interval{120};
    std::chrono::hours back_fill{0};  // how far the very first search looks back
    std::string api = "https://oauth.reddit.com";
    std::string sign_in = "https://www.reddit.com";
};

/// One server with Mastodon's client API.
struct Mastodon {
    bool enabled = false;
    std::string instance;               // "https://host": where our account lives
    std::string access_token;           // "" is the account connected on the console, or what everyone sees
    std::vector<std::string> hashtags;  // with or without #
    std::vector<std::string> queries;   // full-text searches in the server's own syntax; need the token
    bool streaming = false;             // server-sent events where the server has them; needs the token
    std::chrono::seconds poll_interval{60};
    std::chrono::hours back_fill{0};  // older posts than that are not given at the very first search
};

/// One server with Lemmy's API.
struct Lemmy {
    bool enabled = false;
    std::string instance;  // "https://host"
    std::string username;
    std::string password;  // "" is the login that was made on the console, or what everyone may see
    std::vector<std::string> queries;      // searched for in comments and in posts
    std::vector<std::string> communities;  // "name", or "name@host"
    std::chrono::seconds poll_interval{300};
    std::chrono::hours back_fill{0};  // older posts than that are not given at the very first search
};

/// The AT Protocol network.
struct Bluesky {
    bool enabled = false;
    std::string host = "https://bsky.social";  // where one signs in; no slash at the end
    std::string handle;                        // or the DID of the account that answers
    std::string app_password;                  // "" is the account connected on the console
    std::vector<std::string> queries;          // in the language of watch queries, beside those that are kept
    std::vector<std::string> jetstream;  // "wss://host", tried in turns, instead of searching; none: search
    std::chrono::seconds poll_interval{120};
    std::chrono::hours back_fill{0};  // how far before the first run a search reaches
};

/// X by its API, version 2. Every post that is read costs.
struct X {
    bool enabled = false;
    std::string client_id;             // of our application; "" reads with the bearer token alone
    std::string client_secret;         // "" is a public client
    std::string bearer_token;          // the application's own: reads, and cannot post
    bool stream = false;               // have X send what fits, instead of searching; needs bearer_token
    std::vector<std::string> queries;  // in X's syntax, beside the watch queries
    std::string daily_spend = "5.00";  // US dollars a UTC day, for everything
    std::chrono::seconds poll_interval{120};
    std::chrono::hours back_fill{0};  // how far before the first run a search reaches; X keeps seven days
    std::string api = "https://api.x.com";
    std::string site = "https://x.com";  // where one signs in
};

/// The whole section [networks]. Off are all networks that are not `enabled`.
struct Networks {
    bool private_addresses = false;  // servers within one's own network may be asked
    Archive archive;
    Bluesky bluesky;
    HackerNews hackernews;
    Rss rss;
    Reddit reddit;
    Mastodon mastodon;
    Lemmy lemmy;
    X x;
};

}  // namespace config

#pragma once

#include <chrono>
#include <string>
#include <vector>

// What can be set for each network, in its section [networks.<name>] of the config file: plain data with the
// defaults. What each key allows stands in keys.cpp, what it means to people in the example file. A
// connector's own settings are its section here and what the program adds (a folder, who asks); this is the
// one header of config/ that bot/networks includes.
//
// What the sections have in common:
//   enabled        the network is listened to, and answered as its policy and an account allow
//   queries        what to search for, beside the watch queries that are kept in the database
//   poll_interval  from one round of asking to the next; the key is interval_seconds (rss: interval_minutes)
//   back_fill      how far before its start the very first search looks; 0 takes only what is new. The key is
//                  back_fill_hours
//   addresses      of a server: "https://host", without a path or a slash at the end
// Passwords, tokens and client secrets are secrets: shown as "(set)", and also read from the file that
// <key>_file names.

namespace config {

/// Posts from files of JSON Lines.
struct Archive {
    bool enabled = false;
    /// Files (plain, .gz or .zst) or folders of them; "demo" is the sample built in.
    std::vector<std::string> paths;
    int posts_a_minute = 0;  // 0 is as fast as it goes
    std::chrono::seconds poll_interval{60};
    std::string outbox;  // the file that gets the replies; "" is <data>/outbox/archive.jsonl
};

/// Hacker News by Algolia's index and the official API. Needs no account; answered by hand.
struct HackerNews {
    bool enabled = false;
    /// None here and no watch query either: everything that is written there.
    std::vector<std::string> queries;
    /// Of the account that people answer with, whose comments are found by themselves; "" if none is told.
    std::string username;
    std::chrono::seconds poll_interval{60};
    std::chrono::hours back_fill{0};
    std::string search = "https://hn.algolia.com";             // the server that finds
    std::string items = "https://hacker-news.firebaseio.com";  // the one that knows what was deleted
};

/// Feeds: RSS, Atom, JSON Feed. Answered by hand.
struct Rss {
    bool enabled = false;
    /// Addresses; what follows the host stays out of logs, as some have a key in it.
    std::vector<std::string> feeds;
    /// Of each feed; one that asks for a longer wait (Cache-Control) gets it.
    std::chrono::minutes poll_interval{30};
    std::chrono::hours back_fill{0};  // how old a dated item may be when its feed is read first
};

/// Reddit by its OAuth API, with an application that Reddit approved. Answered by hand.
struct Reddit {
    bool enabled = false;
    std::string client_id, client_secret;
    /// Of an account, whose answers are then found by themselves (scopes identity and history); "" listens as
    /// the application alone.
    std::string refresh_token;
    std::string own_user_agent;  // as Reddit wants it: "linux:org.example.awards:1.0 (by /u/name)"
    /// Where to listen; none is the whole site, which can be searched for submissions alone, not comments.
    std::vector<std::string> subreddits;
    /// None here and no watch query either: all that is new in the subreddits.
    std::vector<std::string> queries;
    std::chrono::seconds poll_interval{120};
    std::chrono::hours back_fill{0};
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
    std::chrono::hours back_fill{0};
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
    std::chrono::hours back_fill{0};
};

/// The AT Protocol network.
struct Bluesky {
    bool enabled = false;
    std::string host = "https://bsky.social";  // where one signs in; no slash at the end
    std::string handle;                        // or the DID of the account that answers
    std::string app_password;                  // "" is the account connected on the console
    std::vector<std::string> queries;          // in the language of watch queries
    /// Servers of the stream of all posts, "wss://host", tried in turns and followed instead of searching.
    /// None: search.
    std::vector<std::string> jetstream;
    std::chrono::seconds poll_interval{120};
    std::chrono::hours back_fill{0};
};

/// X by its API, version 2. Every post that is read costs.
struct X {
    bool enabled = false;
    std::string client_id;      // of our application; "" reads with the bearer token alone
    std::string client_secret;  // "" is a public client
    std::string bearer_token;   // the application's own: reads, and cannot post
    /// Have X send what fits, instead of searching; needs bearer_token. Searches fill what it missed.
    bool stream = false;
    std::vector<std::string> queries;  // in X's own syntax
    /// US dollars a UTC day, for everything. What would go beyond it waits for the next day.
    std::string daily_spend = "5.00";
    std::chrono::seconds poll_interval{120};
    std::chrono::hours back_fill{0};  // X keeps seven days
    std::string api = "https://api.x.com";
    std::string site = "https://x.com";  // where one signs in
};

/// The whole section [networks]. Off are all networks that are not `enabled`.
struct Networks {
    /// Whether a server may be asked whose address is not of the public internet (loopback, private and the
    /// like). It is looked at after the name was resolved, for every connection.
    bool private_addresses = false;
    /// A folder with the host's own policies, <network>.toml, which take the place of those built in; "" is
    /// none.
    std::string policies;
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

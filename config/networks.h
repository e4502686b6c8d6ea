#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace config {

struct Archive {
    bool enabled = false;
    std::vector<std::string> paths;
    int posts_a_minute = 0;  // 0 is as fast as it goes
    std::chrono::seconds interval{60};
    std::string outbox;  // "" is <data>/outbox/archive.jsonl
};

struct HackerNews {
    bool enabled = false;
    std::vector<std::string> queries;  // none is all that is written
    std::string username;
    std::chrono::seconds interval{60};
    std::chrono::hours back_fill{0};  // at the very first search
    std::string search_url = "https://hn.algolia.com";
    std::string items_url = "https://hacker-news.firebaseio.com";
};

struct Rss {
    bool enabled = false;
    std::vector<std::string> feeds;
    std::chrono::minutes interval{30};
    std::chrono::hours back_fill{0};  // of each feed when it is read first
};

struct Reddit {
    bool enabled = false;
    std::string client_id, client_secret, refresh_token;
    std::string user_agent;
    std::vector<std::string> subreddits;
    std::vector<std::string> queries;
    std::chrono::seconds interval{120};
    std::chrono::hours back_fill{0};  // at the very first search
    std::string api_url = "https://oauth.reddit.com";
    std::string sign_in_url = "https://www.reddit.com";
};

struct Mastodon {
    bool enabled = false;
    std::string instance;
    std::string access_token;
    std::vector<std::string> hashtags;
    std::vector<std::string> queries;
    bool streaming = false;
    std::chrono::seconds interval{60};
    std::chrono::hours back_fill{0};  // at the very first search
};

struct Lemmy {
    bool enabled = false;
    std::string instance;
    std::string username;
    std::string password;
    std::vector<std::string> queries;
    std::vector<std::string> communities;
    std::chrono::seconds interval{300};
    std::chrono::hours back_fill{0};  // at the very first search
};

struct Bluesky {
    bool enabled = false;
    std::string host = "https://bsky.social";  // where one signs in
    std::string handle;
    std::string app_password;
    std::vector<std::string> queries;
    std::vector<std::string> jetstream;  // none: the search is asked
    std::chrono::seconds interval{120};
    std::chrono::hours back_fill{0};  // at the very first search
};

struct X {
    bool enabled = false;
    std::string client_id, client_secret;
    std::string bearer_token;
    bool stream = false;
    std::vector<std::string> queries;
    std::string daily_spend = "5.00";  // US dollars a UTC day
    std::chrono::seconds interval{120};
    std::chrono::hours back_fill{0};  // at the very first search
    std::string api_url = "https://api.x.com";
    std::string site_url = "https://x.com";
};

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

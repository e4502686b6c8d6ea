#include "config/allowed.h"
#include "config/key_table.h"

namespace config {

std::vector<Key> network_keys() {
    return {
        key("networks.private_addresses", FIELD(networks.private_addresses), any_truth(),
            "Whether servers of networks may be within your own network; otherwise such an address is "
            "refused."),

        key("networks.archive.enabled", FIELD(networks.archive.enabled), any_truth(),
            "Replay posts from files."),
        key("networks.archive.paths", FIELD(networks.archive.paths), any_list(),
            "JSON Lines files or folders of them; plain, .gz or .zst. \"demo\" is the sample built in."),
        key("networks.archive.posts_a_minute", FIELD(networks.archive.posts_a_minute), between(0, 1'000'000),
            "The pace; 0 is as fast as it goes."),
        key("networks.archive.interval_seconds", FIELD(networks.archive.interval), between(1, 86'400),
            "How often to look for new lines."),
        key("networks.archive.outbox", FIELD(networks.archive.outbox), any_text(),
            "The file that gets the replies; \"\" is outbox/archive.jsonl in the data folder."),

        key("networks.hackernews.enabled", FIELD(networks.hackernews.enabled), any_truth(),
            "Listen to Hacker News; needs no account."),
        key("networks.hackernews.queries", FIELD(networks.hackernews.queries), any_list(),
            "What to search for, e.g. [\"support\"]; [] is everything that is written there."),
        key("networks.hackernews.interval_seconds", FIELD(networks.hackernews.interval), between(30, 86'400),
            "How often to ask."),
        key("networks.hackernews.back_fill_hours", FIELD(networks.hackernews.back_fill), between(0, 720),
            "How far the very first search looks back."),
        key("networks.hackernews.search_url", FIELD(networks.hackernews.search_url), an_origin(),
            "The server that searches."),
        key("networks.hackernews.items_url", FIELD(networks.hackernews.items_url), an_origin(),
            "The server that knows what was deleted."),

        key("networks.rss.enabled", FIELD(networks.rss.enabled), any_truth(),
            "Listen to feeds: RSS, Atom, JSON Feed."),
        key("networks.rss.feeds", FIELD(networks.rss.feeds), any_list(),
            "Their addresses. A key in one of them stays out of logs."),
        key("networks.rss.interval_minutes", FIELD(networks.rss.interval), between(15, 1440),
            "How often to ask each; a feed that wants it slower is asked slower."),
        key("networks.rss.back_fill_hours", FIELD(networks.rss.back_fill), between(0, 720),
            "How old a dated item may be when its feed is read for the first time."),

        key("networks.reddit.enabled", FIELD(networks.reddit.enabled), any_truth(),
            "Listen to Reddit; needs an application that Reddit approved."),
        key("networks.reddit.client_id", FIELD(networks.reddit.client_id), any_text(),
            "The application's id."),
        key("networks.reddit.client_secret", FIELD(networks.reddit.client_secret), any_text(),
            "Its secret. Better: client_secret_file = \"/path\", or the environment.", true),
        key("networks.reddit.refresh_token", FIELD(networks.reddit.refresh_token), any_text(),
            "To listen as an account; \"\" is as the application alone.", true),
        key("networks.reddit.user_agent", FIELD(networks.reddit.user_agent), any_text(),
            "As Reddit wants it, e.g. \"linux:org.example.awards:1.0 (by /u/name)\"."),
        key("networks.reddit.subreddits", FIELD(networks.reddit.subreddits), any_list(),
            "Where to listen, without \"r/\"; [] searches everywhere, for submissions only."),
        key("networks.reddit.queries", FIELD(networks.reddit.queries), any_list(),
            "What to search for; [] is all that is new in the subreddits."),
        key("networks.reddit.interval_seconds", FIELD(networks.reddit.interval), between(60, 86'400),
            "How often to ask."),
        key("networks.reddit.back_fill_hours", FIELD(networks.reddit.back_fill), between(0, 160),
            "How far the very first search looks back."),
        key("networks.reddit.api_url", FIELD(networks.reddit.api_url), an_origin(),
            "The server that is asked."),
        key("networks.reddit.sign_in_url", FIELD(networks.reddit.sign_in_url), an_origin(),
            "The server that gives tokens."),
    };
}

}  // namespace config

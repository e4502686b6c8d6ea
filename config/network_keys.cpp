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
        key("networks.archive.interval_seconds", FIELD(networks.archive.poll_interval), between(1, 86'400),
            "How often to look for new lines."),
        key("networks.archive.outbox", FIELD(networks.archive.outbox), any_text(),
            "The file that gets the replies; \"\" is outbox/archive.jsonl in the data folder."),

        key("networks.bluesky.enabled", FIELD(networks.bluesky.enabled), any_truth(),
            "Listen to Bluesky, and answer there; needs an account."),
        key("networks.bluesky.host", FIELD(networks.bluesky.host), an_origin(),
            "Where the account signs in: its own server, or bsky.social for those that are kept by Bluesky."),
        key("networks.bluesky.handle", FIELD(networks.bluesky.handle), any_text(),
            "The account, like \"awards.example\"; without @. \"\" is the one connected on the console."),
        key("networks.bluesky.app_password", FIELD(networks.bluesky.app_password), any_text(),
            "An app password of it, from its settings; \"\" is the account connected on the console. Better: "
            "app_password_file = \"/path\", or the environment.",
            true),
        key("networks.bluesky.queries", FIELD(networks.bluesky.queries), any_list(),
            "What to search for, in the language of watch queries. [] is only who mentions or answers us."),
        key("networks.bluesky.jetstream", FIELD(networks.bluesky.jetstream), any_list(),
            "Servers of the stream of all posts, like \"wss://jetstream2.us-east.bsky.network\": followed "
            "instead of searching."),
        key("networks.bluesky.interval_seconds", FIELD(networks.bluesky.poll_interval), between(10, 86'400),
            "How often to ask. Search is for people's questions: minutes are polite."),
        key("networks.bluesky.back_fill_hours", FIELD(networks.bluesky.back_fill), between(0, 720),
            "How far the very first search looks back."),

        key("networks.hackernews.enabled", FIELD(networks.hackernews.enabled), any_truth(),
            "Listen to Hacker News; needs no account."),
        key("networks.hackernews.queries", FIELD(networks.hackernews.queries), any_list(),
            "What to search for, e.g. [\"support\"]; [] is everything that is written there."),
        key("networks.hackernews.username", FIELD(networks.hackernews.username), any_text(),
            "The account that you answer with: what it comments is found by itself. Nothing is signed in "
            "to."),
        key("networks.hackernews.interval_seconds", FIELD(networks.hackernews.poll_interval),
            between(30, 86'400), "How often to ask."),
        key("networks.hackernews.back_fill_hours", FIELD(networks.hackernews.back_fill), between(0, 720),
            "How far the very first search looks back."),
        key("networks.hackernews.search_url", FIELD(networks.hackernews.search), an_origin(),
            "The server that searches."),
        key("networks.hackernews.items_url", FIELD(networks.hackernews.items), an_origin(),
            "The server that knows what was deleted."),

        key("networks.rss.enabled", FIELD(networks.rss.enabled), any_truth(),
            "Listen to feeds: RSS, Atom, JSON Feed."),
        key("networks.rss.feeds", FIELD(networks.rss.feeds), any_list(),
            "Their addresses. A key in one of them stays out of logs."),
        key("networks.rss.interval_minutes", FIELD(networks.rss.poll_interval), between(15, 1440),
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
            "To listen as an account; \"\" is as the application alone. With the scopes identity and "
            "history, "
            "what that account answers by hand is found by itself.",
            true),
        key("networks.reddit.user_agent", FIELD(networks.reddit.own_user_agent), any_text(),
            "As Reddit wants it, e.g. \"linux:org.example.awards:1.0 (by /u/name)\"."),
        key("networks.reddit.subreddits", FIELD(networks.reddit.subreddits), any_list(),
            "Where to listen, without \"r/\"; [] searches everywhere, for submissions only."),
        key("networks.reddit.queries", FIELD(networks.reddit.queries), any_list(),
            "What to search for; [] is all that is new in the subreddits."),
        key("networks.reddit.interval_seconds", FIELD(networks.reddit.poll_interval), between(60, 86'400),
            "How often to ask."),
        key("networks.reddit.back_fill_hours", FIELD(networks.reddit.back_fill), between(0, 160),
            "How far the very first search looks back."),
        key("networks.reddit.api_url", FIELD(networks.reddit.api), an_origin(), "The server that is asked."),
        key("networks.reddit.sign_in_url", FIELD(networks.reddit.sign_in), an_origin(),
            "The server that gives tokens."),

        key("networks.mastodon.enabled", FIELD(networks.mastodon.enabled), any_truth(),
            "Listen to a server with Mastodon's API, and answer there: Mastodon, GoToSocial, Pleroma, "
            "Akkoma, snac."),
        key("networks.mastodon.instance", FIELD(networks.mastodon.instance), an_origin_or_none(),
            "The server where your account is, like \"https://example.social\"."),
        key("networks.mastodon.access_token", FIELD(networks.mastodon.access_token), any_text(),
            "\"\" is the account connected on the console; without one, what everyone may see. Else from the "
            "account's page for developers; better: access_token_file = \"/path\", or the environment.",
            true),
        key("networks.mastodon.hashtags", FIELD(networks.mastodon.hashtags), any_list(),
            "Hashtags to follow, with or without #, e.g. [\"goodsupport\"]."),
        key("networks.mastodon.queries", FIELD(networks.mastodon.queries), any_list(),
            "Full-text searches in the server's own syntax, where it has them; need the token."),
        key("networks.mastodon.streaming", FIELD(networks.mastodon.streaming), any_truth(),
            "Let the server send what is new where it can (server-sent events); needs the token."),
        key("networks.mastodon.interval_seconds", FIELD(networks.mastodon.poll_interval), between(10, 86'400),
            "How often to ask."),
        key("networks.mastodon.back_fill_hours", FIELD(networks.mastodon.back_fill), between(0, 720),
            "How far the very first search looks back."),

        key("networks.lemmy.enabled", FIELD(networks.lemmy.enabled), any_truth(),
            "Listen to a Lemmy server, and answer there."),
        key("networks.lemmy.instance", FIELD(networks.lemmy.instance), an_origin_or_none(),
            "The server where your account is, like \"https://lemmy.example\"."),
        key("networks.lemmy.username", FIELD(networks.lemmy.username), any_text(),
            "The account; \"\" is the one connected on the console, or what the server shows to everyone."),
        key("networks.lemmy.password", FIELD(networks.lemmy.password), any_text(),
            "Its password; \"\" is the account connected on the console. Better: password_file = \"/path\", "
            "or "
            "the environment.",
            true),
        key("networks.lemmy.queries", FIELD(networks.lemmy.queries), any_list(),
            "What to search for in comments and posts."),
        key("networks.lemmy.communities", FIELD(networks.lemmy.communities), any_list(),
            "Communities to read, \"name\" or \"name@host\"."),
        key("networks.lemmy.interval_seconds", FIELD(networks.lemmy.poll_interval), between(60, 86'400),
            "How often to ask."),
        key("networks.lemmy.back_fill_hours", FIELD(networks.lemmy.back_fill), between(0, 720),
            "How far the very first search looks back."),

        key("networks.x.enabled", FIELD(networks.x.enabled), any_truth(),
            "Listen to X, and answer there where the author called your account; every post that is read "
            "costs."),
        key("networks.x.client_id", FIELD(networks.x.client_id), any_text(),
            "The application's OAuth 2 client id, to connect an account on the console; \"\" only reads, "
            "with "
            "the bearer token."),
        key("networks.x.client_secret", FIELD(networks.x.client_secret), any_text(),
            "Its client secret; \"\" if it is a public client. Better: client_secret_file = \"/path\", or "
            "the environment.",
            true),
        key("networks.x.bearer_token", FIELD(networks.x.bearer_token), any_text(),
            "The application's own token: it searches, and cannot post. Better: bearer_token_file = "
            "\"/path\", or the environment.",
            true),
        key("networks.x.stream", FIELD(networks.x.stream), any_truth(),
            "Have X send what fits as it is written, where your plan has the filtered stream; needs the "
            "bearer "
            "token. The searches fill what it missed."),
        key("networks.x.queries", FIELD(networks.x.queries), any_list(),
            "What to search for, in X's own syntax, 512 characters each. [] is only who mentions us."),
        key("networks.x.daily_spend", FIELD(networks.x.daily_spend), dollars(),
            "US dollars a day (UTC) at most; what would go beyond it waits for the next day."),
        key("networks.x.interval_seconds", FIELD(networks.x.poll_interval), between(30, 86'400),
            "How often to ask."),
        key("networks.x.back_fill_hours", FIELD(networks.x.back_fill), between(0, 160),
            "How far the very first search looks back; it costs like any other."),
        key("networks.x.api_url", FIELD(networks.x.api), an_origin(), "The server that is asked."),
        key("networks.x.site_url", FIELD(networks.x.site), an_origin(),
            "The site where an account signs in."),
    };
}

}  // namespace config

#include <fmt/format.h>

#include "bot/app/settings.h"
#include "bot/base/money.h"
#include "bot/networks/policy.h"
#include "bot/watch/dialect.h"

namespace bot {
namespace {

networks::ArchiveSettings archive(config::Archive const& config, std::filesystem::path const& data) {
    networks::ArchiveSettings settings;
    for (auto const& path : config.paths)
        settings.paths.push_back(path == "demo" ? demo_archive(data) : std::filesystem::path(path));
    settings.posts_a_minute = config.posts_a_minute;
    settings.interval = config.interval;
    settings.outbox =
        config.outbox.empty() ? data / "outbox" / "archive.jsonl" : std::filesystem::path(config.outbox);
    return settings;
}

/// What every network that is asked over HTTP has.
template <class Settings>
void fill_common(Settings& settings, config::Config const& config) {
    settings.user_agent = user_agent(config);
    settings.private_addresses = config.networks.private_addresses;
}

networks::HackerNewsSettings hackernews(config::HackerNews const& config) {
    networks::HackerNewsSettings settings;
    settings.search = config.search_url;
    settings.items = config.items_url;
    settings.username = config.username;
    settings.queries = config.queries;
    settings.interval = config.interval;
    settings.back_fill = config.back_fill;
    return settings;
}

networks::RssSettings rss(config::Rss const& config) {
    networks::RssSettings settings;
    settings.feeds = config.feeds;
    settings.interval = config.interval;
    settings.back_fill = config.back_fill;
    return settings;
}

networks::RedditSettings reddit(config::Reddit const& config) {
    networks::RedditSettings settings;
    settings.api = config.api_url;
    settings.sign_in = config.sign_in_url;
    settings.client_id = config.client_id;
    settings.client_secret = config.client_secret;
    settings.refresh_token = config.refresh_token;
    settings.subreddits = config.subreddits;
    settings.queries = config.queries;
    settings.interval = config.interval;
    settings.back_fill = config.back_fill;
    return settings;
}

std::string without_slash(std::string address) {
    while (address.ends_with('/')) address.pop_back();
    return address;
}

networks::MastodonSettings mastodon(config::Mastodon const& config, std::filesystem::path const& data) {
    networks::MastodonSettings settings;
    settings.instance = without_slash(config.instance);
    settings.access_token = config.access_token;
    settings.account_file = data / "keys" / "mastodon.account";
    settings.hashtags = config.hashtags;
    settings.queries = config.queries;
    settings.streaming = config.streaming;
    settings.interval = config.interval;
    settings.back_fill = config.back_fill;
    return settings;
}

networks::LemmySettings lemmy(config::Lemmy const& config, std::filesystem::path const& data) {
    networks::LemmySettings settings;
    settings.instance = without_slash(config.instance);
    settings.username = config.username;
    settings.password = config.password;
    settings.queries = config.queries;
    settings.communities = config.communities;
    settings.session_file = data / "keys" / "lemmy.session";
    settings.interval = config.interval;
    settings.back_fill = config.back_fill;
    return settings;
}

networks::BlueskySettings bluesky(config::Bluesky const& config, std::filesystem::path const& data) {
    networks::BlueskySettings settings;
    settings.host = config.host;
    settings.handle = config.handle;
    settings.app_password = config.app_password;
    settings.queries = config.queries;
    settings.jetstream = config.jetstream;
    settings.back_fill = config.back_fill;
    settings.interval = config.interval;
    settings.session_file = data / "keys" / "bluesky.session";
    settings.account_file = data / "keys" / "bluesky.account";
    return settings;
}

networks::XSettings x(config::X const& config, std::filesystem::path const& data) {
    networks::XSettings settings;
    settings.api = config.api_url;
    settings.site = config.site_url;
    settings.client_id = config.client_id;
    settings.client_secret = config.client_secret;
    settings.bearer_token = config.bearer_token;
    settings.token_file = data / "keys" / "x.session";
    settings.stream = config.stream;
    settings.queries = config.queries;
    settings.daily_cap = micro_dollars(config.daily_spend).value_or(0);
    settings.interval = config.interval;
    settings.back_fill = config.back_fill;
    return settings;
}

}  // namespace

networks::Settings network_settings(config::Config const& config, std::filesystem::path const& data) {
    auto const& from = config.networks;
    networks::Settings settings;
    if (from.archive.enabled) settings.archive = archive(from.archive, data);
    if (from.bluesky.enabled) fill_common(settings.bluesky.emplace(bluesky(from.bluesky, data)), config);
    if (from.hackernews.enabled)
        fill_common(settings.hackernews.emplace(hackernews(from.hackernews)), config);
    if (from.rss.enabled) fill_common(settings.rss.emplace(rss(from.rss)), config);
    if (from.reddit.enabled) {
        fill_common(settings.reddit.emplace(reddit(from.reddit)), config);
        settings.reddit->user_agent = from.reddit.user_agent;  // Theirs has a form of its own.
    }
    if (from.mastodon.enabled) fill_common(settings.mastodon.emplace(mastodon(from.mastodon, data)), config);
    if (from.lemmy.enabled) settings.lemmy.emplace(lemmy(from.lemmy, data)).user_agent = user_agent(config);
    if (from.x.enabled) fill_common(settings.x.emplace(x(from.x, data)), config);
    return settings;
}

std::vector<networks::Policy> searched_policies() {
    std::vector<networks::Policy> all;
    for (auto const& dialect : watch::dialects()) all.push_back(networks::policy_of(dialect.name));
    return all;
}

std::filesystem::path demo_archive(std::filesystem::path const& data) {
    return data / "archive";
}

std::string user_agent(config::Config const& config) {
    return fmt::format("SupportAwards/{} (+{})", SUPPORTAWARDS_VERSION, config.public_url);
}

}  // namespace bot

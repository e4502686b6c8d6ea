#include "config/setting.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>
#include <vector>

namespace config {
namespace {

bool is_loopback(std::string const& address) {
    return address == "localhost" || address == "::1" || address.starts_with("127.");
}

/// Of an origin: "http://[::1]:8080" is "::1".
std::string host_of(std::string const& origin) {
    auto host = origin.substr(origin.find("://") + 3);
    if (host.starts_with('[')) return host.substr(1, host.find(']') - 1);
    return host.substr(0, host.rfind(':'));
}

/// What a network's section asks for in a round, at least, and our own pace there (bot/networks, RateLimit):
/// a call each `every` milliseconds.
struct Round {
    std::string_view network;
    bool enabled;
    std::size_t calls;
    long long every;
    std::chrono::seconds interval;
    std::string_view what;  // is asked for
};

/// A new installation's watch list (config/watch.toml) has so many tags and searches for Mastodon, our
/// mentions among them.
constexpr std::size_t watched_on_mastodon = 26;

std::vector<Round> rounds_of(Networks const& all) {
    auto const& mastodon = all.mastodon;
    auto const& lemmy = all.lemmy;
    auto const& bluesky = all.bluesky;
    auto const& reddit = all.reddit;
    auto const& x = all.x;
    return {
        {"mastodon", mastodon.enabled,
         mastodon.hashtags.size() + mastodon.queries.size() + watched_on_mastodon, 1500,
         mastodon.poll_interval, "hashtags and queries, with the watch list of a new installation"},
        {"lemmy", lemmy.enabled, 2 * (lemmy.queries.size() + lemmy.communities.size()), 10'000,
         lemmy.poll_interval, "queries and communities, for comments and for posts"},
        {"bluesky", bluesky.enabled && bluesky.jetstream.empty(), bluesky.queries.size(), 1000,
         bluesky.poll_interval, "queries"},
        {"reddit", reddit.enabled, reddit.queries.size(), 1000, reddit.poll_interval, "queries"},
        {"x", x.enabled && !x.stream, x.queries.size(), 1000, x.poll_interval, "queries"},
    };
}

using Wrong = std::function<void(std::string const& key, std::string const& why)>;

/// A line of category_words: an id, perhaps a language behind a slash, a title, perhaps what is meant.
bool is_words_of(std::string const& line, std::vector<std::string> const& categories) {
    auto const colon = line.find(':');
    if (colon == line.npos || line.find_first_not_of(": ", colon) == line.npos) return false;
    auto const id = line.substr(0, std::min(colon, line.find('/')));
    return std::find(categories.begin(), categories.end(), id) != categories.end();
}

void check_season(Season const& season, std::size_t number, Wrong const& wrong) {
    auto const key = [&](char const* name) { return name_in(number, std::string("season.") + name); };
    if (!season.opens.empty() && !season.closes.empty() && season.closes <= season.opens)
        wrong(key("closes"), fmt::format("{} is not after {}, {}", season.closes, key("opens"), season.opens));
    if (!season.publishes.empty() && !season.opens.empty() && season.publishes > season.opens)
        wrong(key("publishes"), fmt::format("{} is after {}, {}", season.publishes, key("opens"), season.opens));
    if (season.announced_after < season.counted_after)
        wrong(key("announced_days"),
              fmt::format("{} is before {}, {}; winners are announced when it is counted, or later",
                          season.announced_after.count(), key("counted_days"), season.counted_after.count()));
    for (auto const& line : season.category_words)
        if (!is_words_of(line, season.categories))
            wrong(key("category_words"),
                  fmt::format("\"{}\" must be the id of one of its categories, a colon and a title", line));
    if (number > 0 && (season.opens.empty() || season.closes.empty()))
        wrong(key("opens"), "each of several seasons names its first day and its last, opens and closes");
}

void check_seasons(Loaded const& loaded, Wrong const& wrong) {
    auto const& seasons = loaded.config.seasons;
    if (seasons.empty()) return;
    for (auto const& [key, where] : loaded.origins)
        if (key.starts_with("season."))
            wrong(key, "there are several seasons, [[season]], so it is of none; set it in the file, in one of them");
    std::set<std::string> ids;
    for (std::size_t i = 0; i < seasons.size(); ++i) {
        auto const id = seasons[i].id.empty() ? seasons[i].opens.substr(0, 4) : seasons[i].id;
        if (!ids.insert(id).second)
            wrong(name_in(i + 1, "season.id"), fmt::format("another season is called {}, too; each has its own", id));
    }
}

}  // namespace

void derive(Loaded& loaded) {
    auto const port = loaded.origins.find("web.port");
    if (port == loaded.origins.end() || loaded.origins.contains("public_url")) return;
    loaded.config.public_url = fmt::format("http://127.0.0.1:{}", loaded.config.web.port);
    loaded.origins["public_url"] = "web.port, " + port->second;
}

void check_together(Loaded const& loaded, std::vector<std::string>& mistakes) {
    auto const& config = loaded.config;
    auto const wrong = [&](std::string const& key, std::string const& why) {
        mistakes.push_back(fmt::format("{}: {}: {}", loaded.origin(key), key, why));
    };
    if (!is_loopback(config.web.address) && config.web.trusted_proxies.empty())
        wrong("web.address",
              fmt::format(
                  "listening on {} needs web.trusted_proxies, the addresses of the reverse proxy in front; "
                  "without one keep 127.0.0.1",
                  config.web.address));
    if (!is_loopback(host_of(config.public_url)) && config.web.trusted_proxies.empty())
        wrong("web.trusted_proxies",
              fmt::format("public_url is {}, so a reverse proxy stands in front, and without its address all "
                          "visitors look like one; set it to where the proxy connects from, [\"127.0.0.1\"] "
                          "on the same machine (deploy/nginx.conf)",
                          config.public_url));
    if (config.seasons.empty()) check_season(config.season, 0, wrong);
    for (std::size_t i = 0; i < config.seasons.size(); ++i) check_season(config.seasons[i], i + 1, wrong);
    check_seasons(loaded, wrong);
    if (config.desk.likely_from > 0 && config.desk.likely_from < config.desk.candidate_from)
        wrong("desk.likely_from", "it must be at least desk.candidate_from");
    if (!config.mail.smtp_host.empty() && !config.mail.outbox.empty())
        wrong("mail.outbox", "mails go either to mail.smtp_host or to mail.outbox; keep one");
    if (config.mail.smtp_host.empty() && !config.mail.smtp_user.empty())
        wrong("mail.smtp_user", "it needs mail.smtp_host");
    if (!config.mail.smtp_user.empty() && config.mail.smtp_password.empty())
        wrong(
            "mail.smtp_password",
            "mail.smtp_user needs it; set it, mail.smtp_password_file, or SUPPORTAWARDS_MAIL_SMTP_PASSWORD");
    if (config.networks.mastodon.enabled && config.networks.mastodon.instance.empty())
        wrong("networks.mastodon.instance", "Mastodon is enabled; name the server where your account is");
    if (config.networks.lemmy.enabled && config.networks.lemmy.instance.empty())
        wrong("networks.lemmy.instance", "Lemmy is enabled; name the server where your account is");
    if (!config.networks.lemmy.username.empty() && config.networks.lemmy.password.empty())
        wrong("networks.lemmy.password", "networks.lemmy.username needs it");
    if (config.networks.archive.enabled && config.networks.archive.paths.empty())
        wrong("networks.archive.paths",
              "the archive is enabled and has no files; name files or folders, or disable it");
    auto const& x = config.networks.x;
    if (x.enabled && x.client_id.empty() && x.bearer_token.empty())
        wrong("networks.x.client_id", "X is enabled and needs client_id or bearer_token; set one");
    if (x.enabled && x.stream && x.bearer_token.empty())
        wrong("networks.x.bearer_token",
              "networks.x.stream needs it; set it, or networks.x.bearer_token_file");
    auto const& reddit = config.networks.reddit;
    auto const& rss = config.networks.rss;
    if (rss.enabled && rss.feeds.empty())
        wrong("networks.rss.feeds",
              "feeds are enabled and there is none; name their addresses, or disable them");
    for (auto const& feed : rss.feeds)
        if (!feed.starts_with("https://") && !feed.starts_with("http://"))
            wrong("networks.rss.feeds", "each must begin with https:// or http://");
    for (auto const& round : rounds_of(config.networks)) {
        auto const takes = (static_cast<long long>(round.calls) * round.every + 999) / 1000;
        if (round.enabled && takes > round.interval.count())
            wrong(
                fmt::format("networks.{}.interval_seconds", round.network),
                fmt::format("{} seconds are too few: a round asks {} times ({}), and our pace of a call each "
                            "{:g} seconds makes that {} seconds; set {} or more, or ask for less",
                            round.interval.count(), round.calls, round.what,
                            static_cast<double>(round.every) / 1000, takes, takes));
    }
    if (!reddit.enabled) return;
    if (reddit.client_id.empty() || reddit.own_user_agent.empty())
        wrong("networks.reddit.client_id", "Reddit is enabled and needs client_id and user_agent; set them");
    if (reddit.subreddits.empty() && reddit.queries.empty())
        wrong("networks.reddit.subreddits",
              "Reddit is enabled and has neither subreddits nor queries; name some");
}

}  // namespace config

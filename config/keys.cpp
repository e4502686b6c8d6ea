#include "config/keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <numeric>
#include <utility>

#include "config/allowed.h"

namespace config {
namespace {

/// How a field of Config becomes a Value and back.
template <class Field>
Value to_value(Field const& field) {
    if constexpr (requires { field.count(); })
        return static_cast<long long>(field.count());
    else if constexpr (std::is_same_v<Field, int>)
        return static_cast<long long>(field);
    else if constexpr (std::is_same_v<Field, std::filesystem::path>)
        return field.string();
    else
        return field;
}

template <class Field>
void assign(Field& field, Value const& value) {
    if constexpr (requires { field.count(); })
        field = Field(std::get<long long>(value));
    else if constexpr (std::is_same_v<Field, int>)
        field = static_cast<int>(std::get<long long>(value));
    else if constexpr (std::is_same_v<Field, std::filesystem::path>)
        field = std::get<std::string>(value);
    else
        field = std::get<Field>(value);
}

/// A row of the table. `field` takes a Config and returns the place in it: write it with FIELD. The value's
/// type and the default are the field's.
template <class FieldOf>
Key key(std::string_view name, FieldOf field, Allowed allowed, bool secret = false) {
    return {name, secret, std::move(allowed),
            [=](Config const& config) { return to_value(field(const_cast<Config&>(config))); },
            [=](Config& config, Value const& value) { assign(field(config), value); }};
}

template <class FieldOf>
Key secret(std::string_view name, FieldOf field) {
    return key(name, field, any_text(), true);
}

/// FIELD(web.port): a lambda from a Config to a reference to that place in it.
#define FIELD(place)               \
    [](Config & config) -> auto& { \
        return config.place;       \
    }

std::vector<Key> all_keys() {
    return {
        key("public_url", FIELD(public_url), an_origin()),
        key("name", FIELD(name), text(1, 60)),
        key("language", FIELD(language), one_of({"en", "de"})),
        key("database", FIELD(database), a_database()),
        key("data", FIELD(data), text(1, 4000)),

        key("web.address", FIELD(web.address), text(1, 100)),
        key("web.port", FIELD(web.port), between(1, 65535)),
        key("web.trusted_proxies", FIELD(web.trusted_proxies), addresses()),
        key("web.threads", FIELD(web.threads), between(1, 64)),
        key("web.requests_at_once", FIELD(web.requests_at_once), between(1, 10'000)),
        key("web.body_limit_kb", FIELD(web.body_limit_kb), between(16, 10'240)),
        key("web.session_hours", FIELD(web.session), between(1, 720)),

        key("season.id", FIELD(season.id), a_slug()),
        key("season.name", FIELD(season.name), text(1, 60)),
        key("season.zone", FIELD(season.zone), text(1, 64)),
        key("season.publishes", FIELD(season.publishes), a_day()),
        key("season.opens", FIELD(season.opens), a_day()),
        key("season.closes", FIELD(season.closes), a_day()),
        key("season.counted_days", FIELD(season.counted_after), between(0, 365)),
        key("season.announced_days", FIELD(season.announced_after), between(0, 365)),
        key("season.categories", FIELD(season.categories), slugs()),
        key("season.category_words", FIELD(season.category_words), any_list()),
        key("season.expected_small", FIELD(season.expected_small), between(0, 1'000'000)),
        key("season.expected_medium", FIELD(season.expected_medium), between(0, 1'000'000)),
        key("season.expected_large", FIELD(season.expected_large), between(0, 1'000'000)),
        key("season.invited_weight", FIELD(season.invited_weight), fraction()),
        key("season.cold_weight", FIELD(season.cold_weight), fraction()),
        key("season.thanked_people", FIELD(season.thanked_people), between(1, 1'000'000)),
        key("season.gate_answers", FIELD(season.gate_answers), between(1, 1'000'000)),
        key("season.gate_percent", FIELD(season.gate_percent), between(1, 99)),
        key("season.batch", FIELD(season.batch), between(1, 1000)),
        key("season.batch_minutes", FIELD(season.batch_wait), between(1, 1440)),

        key("desk.undo_seconds", FIELD(desk.undo), between(0, 600)),
        key("desk.lease_minutes", FIELD(desk.lease), between(1, 240)),
        key("desk.put_off_hours", FIELD(desk.put_off), between(1, 720)),
        key("desk.invitations_a_day", FIELD(desk.invitations_a_day), between(0, 1000)),
        key("desk.company_invitations_a_day", FIELD(desk.company_invitations_a_day), between(0, 1000)),
        key("desk.late_hours", FIELD(desk.late_after), between(1, 8760)),
        key("desk.candidate_from", FIELD(desk.candidate_from), fraction()),
        key("desk.likely_from", FIELD(desk.likely_from), fraction()),

        key("listen.back_off_seconds", FIELD(listen.back_off), between(1, 3600)),
        key("listen.back_off_limit_minutes", FIELD(listen.back_off_limit), between(1, 1440)),

        key("networks.private_addresses", FIELD(networks.private_addresses), any_truth()),

        key("networks.policies", FIELD(networks.policies), any_text()),

        key("networks.archive.enabled", FIELD(networks.archive.enabled), any_truth()),
        key("networks.archive.paths", FIELD(networks.archive.paths), any_list()),
        key("networks.archive.posts_a_minute", FIELD(networks.archive.posts_a_minute), between(0, 1'000'000)),
        key("networks.archive.interval_seconds", FIELD(networks.archive.poll_interval), between(1, 86'400)),
        key("networks.archive.outbox", FIELD(networks.archive.outbox), any_text()),

        key("networks.bluesky.enabled", FIELD(networks.bluesky.enabled), any_truth()),
        key("networks.bluesky.host", FIELD(networks.bluesky.host), an_origin()),
        key("networks.bluesky.handle", FIELD(networks.bluesky.handle), any_text()),
        secret("networks.bluesky.app_password", FIELD(networks.bluesky.app_password)),
        key("networks.bluesky.queries", FIELD(networks.bluesky.queries), any_list()),
        key("networks.bluesky.jetstream", FIELD(networks.bluesky.jetstream), any_list()),
        key("networks.bluesky.interval_seconds", FIELD(networks.bluesky.poll_interval), between(10, 86'400)),
        key("networks.bluesky.back_fill_hours", FIELD(networks.bluesky.back_fill), between(0, 720)),

        key("networks.hackernews.enabled", FIELD(networks.hackernews.enabled), any_truth()),
        key("networks.hackernews.queries", FIELD(networks.hackernews.queries), any_list()),
        key("networks.hackernews.username", FIELD(networks.hackernews.username), any_text()),
        key("networks.hackernews.interval_seconds", FIELD(networks.hackernews.poll_interval),
            between(30, 86'400)),
        key("networks.hackernews.back_fill_hours", FIELD(networks.hackernews.back_fill), between(0, 720)),
        key("networks.hackernews.search_url", FIELD(networks.hackernews.search), an_origin()),
        key("networks.hackernews.items_url", FIELD(networks.hackernews.items), an_origin()),

        key("networks.rss.enabled", FIELD(networks.rss.enabled), any_truth()),
        key("networks.rss.feeds", FIELD(networks.rss.feeds), any_list(), true),  // addresses may hold tokens
        key("networks.rss.interval_minutes", FIELD(networks.rss.poll_interval), between(15, 1440)),
        key("networks.rss.back_fill_hours", FIELD(networks.rss.back_fill), between(0, 720)),

        key("networks.reddit.enabled", FIELD(networks.reddit.enabled), any_truth()),
        key("networks.reddit.client_id", FIELD(networks.reddit.client_id), any_text()),
        secret("networks.reddit.client_secret", FIELD(networks.reddit.client_secret)),
        secret("networks.reddit.refresh_token", FIELD(networks.reddit.refresh_token)),
        key("networks.reddit.user_agent", FIELD(networks.reddit.own_user_agent), any_text()),
        key("networks.reddit.subreddits", FIELD(networks.reddit.subreddits), any_list()),
        key("networks.reddit.queries", FIELD(networks.reddit.queries), any_list()),
        key("networks.reddit.interval_seconds", FIELD(networks.reddit.poll_interval), between(60, 86'400)),
        key("networks.reddit.back_fill_hours", FIELD(networks.reddit.back_fill), between(0, 160)),
        key("networks.reddit.api_url", FIELD(networks.reddit.api), an_origin()),
        key("networks.reddit.sign_in_url", FIELD(networks.reddit.sign_in), an_origin()),

        key("networks.mastodon.enabled", FIELD(networks.mastodon.enabled), any_truth()),
        key("networks.mastodon.instance", FIELD(networks.mastodon.instance), an_origin_or_none()),
        secret("networks.mastodon.access_token", FIELD(networks.mastodon.access_token)),
        key("networks.mastodon.hashtags", FIELD(networks.mastodon.hashtags), any_list()),
        key("networks.mastodon.queries", FIELD(networks.mastodon.queries), any_list()),
        key("networks.mastodon.streaming", FIELD(networks.mastodon.streaming), any_truth()),
        key("networks.mastodon.interval_seconds", FIELD(networks.mastodon.poll_interval),
            between(10, 86'400)),
        key("networks.mastodon.back_fill_hours", FIELD(networks.mastodon.back_fill), between(0, 720)),

        key("networks.lemmy.enabled", FIELD(networks.lemmy.enabled), any_truth()),
        key("networks.lemmy.instance", FIELD(networks.lemmy.instance), an_origin_or_none()),
        key("networks.lemmy.username", FIELD(networks.lemmy.username), any_text()),
        secret("networks.lemmy.password", FIELD(networks.lemmy.password)),
        key("networks.lemmy.queries", FIELD(networks.lemmy.queries), any_list()),
        key("networks.lemmy.communities", FIELD(networks.lemmy.communities), any_list()),
        key("networks.lemmy.interval_seconds", FIELD(networks.lemmy.poll_interval), between(60, 86'400)),
        key("networks.lemmy.back_fill_hours", FIELD(networks.lemmy.back_fill), between(0, 720)),

        key("networks.x.enabled", FIELD(networks.x.enabled), any_truth()),
        key("networks.x.client_id", FIELD(networks.x.client_id), any_text()),
        secret("networks.x.client_secret", FIELD(networks.x.client_secret)),
        secret("networks.x.bearer_token", FIELD(networks.x.bearer_token)),
        key("networks.x.stream", FIELD(networks.x.stream), any_truth()),
        key("networks.x.queries", FIELD(networks.x.queries), any_list()),
        key("networks.x.daily_spend", FIELD(networks.x.daily_spend), dollars()),
        key("networks.x.interval_seconds", FIELD(networks.x.poll_interval), between(30, 86'400)),
        key("networks.x.back_fill_hours", FIELD(networks.x.back_fill), between(0, 160)),
        key("networks.x.api_url", FIELD(networks.x.api), an_origin()),
        key("networks.x.site_url", FIELD(networks.x.site), an_origin()),

        key("detect.model", FIELD(detect.model), any_text()),
        key("detect.companies", FIELD(detect.companies), any_text()),
        key("detect.languages", FIELD(detect.languages), any_list()),
        key("detect.learn", FIELD(detect.learn), any_truth()),

        key("nominate.per_address_a_day", FIELD(nominate.per_address_a_day), between(1, 100'000)),
        key("nominate.per_neighbourhood_a_day", FIELD(nominate.per_neighbourhood_a_day),
            between(1, 1'000'000)),
        key("nominate.mails_to_one_a_day", FIELD(nominate.mails_to_one_a_day), between(1, 1000)),
        key("nominate.mails_to_domain_an_hour", FIELD(nominate.mails_to_domain_an_hour), between(1, 100'000)),
        key("nominate.mails_a_minute", FIELD(nominate.mails_a_minute), between(1, 10'000)),
        key("nominate.ask_mail_servers", FIELD(nominate.ask_mail_servers), any_truth()),
        key("nominate.name_servers", FIELD(nominate.name_servers), name_servers()),
        key("nominate.confirm_hours", FIELD(nominate.confirm_within), between(1, 720)),
        key("nominate.story_limit", FIELD(nominate.story_limit), between(100, 20'000)),
        key("nominate.follow_up_days", FIELD(nominate.follow_up_after), between(1, 365)),

        key("publish.interval_seconds", FIELD(publish.interval), between(1, 3600)),

        key("mail.outbox", FIELD(mail.outbox), any_text()),
        key("mail.smtp_host", FIELD(mail.smtp_host), any_text()),
        key("mail.smtp_port", FIELD(mail.smtp_port), between(1, 65535)),
        key("mail.smtp_security", FIELD(mail.smtp_security), one_of({"starttls", "tls", "none"})),
        key("mail.smtp_user", FIELD(mail.smtp_user), any_text()),
        secret("mail.smtp_password", FIELD(mail.smtp_password)),
        key("mail.from", FIELD(mail.from), a_mail_address()),
        key("mail.operators", FIELD(mail.operators), mail_addresses()),

        key("log.level", FIELD(log.level), one_of({"debug", "info", "warn", "error", "off"})),
        key("log.format", FIELD(log.format), one_of({"text", "json"})),
    };
}

std::size_t distance(std::string_view one, std::string_view other) {
    std::vector<std::size_t> row(other.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= one.size(); ++i) {
        auto diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= other.size(); ++j) {
            auto const changed = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.back();
}

std::string_view last_part(std::string_view name) {
    return name.substr(name.rfind('.') + 1);
}

}  // namespace

std::vector<Key> const& keys() {
    static auto const all = all_keys();
    return all;
}

Key const* find_key(std::string_view name) {
    auto const found = std::ranges::find(keys(), name, &Key::name);
    return found == keys().end() ? nullptr : &*found;
}

std::optional<std::string> nearest_key(std::string_view name) {
    std::optional<std::string> nearest;
    auto best = std::max<std::size_t>(2, name.size() / 5) + 1;
    bool const variable = name.starts_with("SUPPORTAWARDS_");
    for (auto const& key : keys()) {
        auto away = variable ? distance(name, environment_name(key.name)) : distance(name, key.name);
        // The right key in the wrong section.
        if (last_part(name) == last_part(key.name)) away = std::min<std::size_t>(away, 2);
        if (away < best) {
            best = away;
            nearest = std::string(key.name);
        }
    }
    return nearest;
}

std::string environment_name(std::string_view key) {
    std::string name = "SUPPORTAWARDS_";
    for (char const letter : key)
        name += letter == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
    return name;
}

std::string to_toml(Value const& value) {
    struct {
        std::string operator()(bool truth) const { return truth ? "true" : "false"; }
        std::string operator()(long long number) const { return std::to_string(number); }
        std::string operator()(double number) const {
            auto const shown = fmt::format("{}", number);
            return shown.find_first_of(".e") == std::string::npos ? shown + ".0" : shown;
        }
        std::string operator()(std::string const& words) const {
            std::string out = "\"";
            for (char const letter : words) {
                if (letter == '"' || letter == '\\') out += '\\';
                out += letter;
            }
            return out + '"';
        }
        std::string operator()(std::vector<std::string> const& list) const {
            std::string out = "[";
            for (auto const& words : list) out += (out.size() > 1 ? ", " : "") + (*this)(words);
            return out + "]";
        }
    } const shown;
    return std::visit(shown, value);
}

}  // namespace config

#include "bot/app/settings.h"

#include <fmt/format.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <set>

#include "bot/base/user_error.h"
#include "bot/base/zone.h"
#include "bot/installation.h"
#include "bot/networks/policy.h"
#include "bot/nominate/season_draft.h"
#include "embedded_config.h"

namespace bot {
namespace {

using namespace std::chrono;

/// As their policies say, whether they are on or not.
std::set<std::string> networks_that_may_train(std::filesystem::path const& policies) {
    std::set<std::string> allowed;
    for (auto const* network : networks::descriptors())
        if (networks::policy_of(network->name, policies).may_train) allowed.emplace(network->name);
    return allowed;
}

/// A file of config/ as it was built into the program.
std::string built_in(std::string_view path) {
    for (auto const& file : embedded_config::files())
        if (file.path == path) return std::string(file.bytes);
    throw std::logic_error(fmt::format("the program lacks its file {}", path));
}

/// The whole file, which the setting (a key like "detect.model") names.
std::string read_text(std::string const& file, std::string_view setting) {
    std::ifstream stream(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (!stream.is_open() || stream.bad())
        throw UserError(
            UserError::Kind::not_found,
            fmt::format("{}: {} cannot be read; name another, or \"\" for the one built in", setting, file));
    return text;
}

award::Rules rules_of(config::Season const& season) {
    auto const points = [](double weight) { return std::llround(weight * award::point); };
    award::Rules rules;
    rules.categories = season.categories;
    rules.words = nominate::category_words_in(season.category_words);
    rules.invited_weight = points(season.invited_weight);
    rules.cold_weight = points(season.cold_weight);
    rules.expected_small = season.expected_small;
    rules.expected_medium = season.expected_medium;
    rules.expected_large = season.expected_large;
    rules.thanked_people = season.thanked_people;
    rules.gate_answers = season.gate_answers;
    rules.gate_permille = season.gate_percent * 10;
    rules.batch = season.batch;
    rules.batch_minutes = static_cast<int>(season.batch_wait.count());
    return rules;
}

}  // namespace

std::string base_model(std::string const& setting) {
    return setting.empty() ? built_in("praise.model") : read_text(setting, "detect.model");
}

NamedText companies_file(std::string const& setting) {
    if (setting.empty()) return {"companies.csv", built_in("companies.csv")};
    if (setting == "demo") return {"demo/companies.csv", built_in("demo/companies.csv")};
    return {setting, read_text(setting, "detect.companies")};
}

std::vector<networks::Network> connect_networks(config::Config const& config,
                                                std::filesystem::path const& data, Clock const& clock,
                                                storage::Store* store,
                                                std::optional<std::chrono::hours> look_back) {
    // What the networks are told of who asks: program, version, and the site as a contact.
    auto const user_agent = fmt::format("SupportAwards/{} (+{})", SUPPORTAWARDS_VERSION, config.public_url);
    return networks::connect(config.networks,
                             {clock, store, data, user_agent, look_back, config.networks.policies});
}

listen::Settings listen_settings(config::Config const& config) {
    return {.candidate_from = config.desk.candidate_from,
            .likely_from = config.desk.likely_from,
            .late_after = config.desk.late_after,
            .languages = config.detect.languages};
}

learn::Settings learn_settings(config::Config const& config, DataFolder const& folder) {
    return {.versions = {folder.models, base_model(config.detect.model)},
            .may_train = [allowed = networks_that_may_train(config.networks.policies)](
                             std::string const& network) { return allowed.contains(network); },
            .likely_from = config.desk.likely_from,
            .weekly = config.detect.learn};
}

desk::Settings desk_settings(config::Config const& config) {
    return {.public_url = config.public_url,
            .lease = config.desk.lease,
            .undo = config.desk.undo,
            .put_off = config.desk.put_off,
            .late_after = config.desk.late_after,
            .network_invitations_a_day = config.desk.invitations_a_day,
            .company_invitations_a_day = config.desk.company_invitations_a_day};
}

nominate::Settings nominate_settings(config::Config const& config) {
    return {.public_url = config.public_url,
            .limits = {.story = static_cast<std::size_t>(config.nominate.story_limit)},
            .confirm_within = config.nominate.confirm_within,
            .follow_up_after = config.nominate.follow_up_after,
            .per_prefix_a_day = config.nominate.per_address_a_day,
            .per_wide_prefix_a_day = config.nominate.per_neighbourhood_a_day,
            .pace = {.to_mailbox_a_day = config.nominate.mails_to_one_a_day,
                     .to_domain_an_hour = config.nominate.mails_to_domain_an_hour,
                     .a_minute = config.nominate.mails_a_minute},
            .mail_hosts_of = {}};
}

nominate::SeasonSettings season_settings(config::Season const& season, Time first_day) {
    // Midnight there, so many days after that day began.
    auto const midnight = [&](std::string const& day, days later = days(0)) {
        auto const date = storage::day_of(storage::start_of_day(day).value() + later);
        return start_of_day(date, season.zone).value();
    };
    auto const first = season.opens.empty() ? day_of(first_day, season.zone) : season.opens;
    auto const last = season.closes.empty() ? storage::day_of(storage::start_of_day(first).value() + days(89))
                                            : season.closes;
    // Up to the end of its last day.
    auto const after = days(1);
    return {.id = season.id.empty() ? first.substr(0, 4) : season.id,
            .name = season.name,
            .opens_at = midnight(first),
            .closes_at = midnight(last, after),
            .announced_at = midnight(last, after + season.announced_after),
            .rules = rules_of(season),
            .publishes_at = midnight(season.publishes.empty() ? first : season.publishes),
            .counts_at = midnight(last, after + season.counted_after),
            .zone = season.zone};
}

std::vector<nominate::SeasonSettings> season_settings(config::Config const& config, Time first_day) {
    std::vector<nominate::SeasonSettings> all;
    for (auto const& season : config.seasons) all.push_back(season_settings(season, first_day));
    if (all.empty()) all.push_back(season_settings(config.season, first_day));
    return all;
}

nominate::SeasonMailSettings season_mail_settings(config::Config const& config) {
    return {.to = config.mail.operators,
            .language = config.language,
            .programme = config.name,
            .public_url = config.public_url};
}

publish::Settings publish_settings(config::Config const& config, DataFolder const& folder) {
    return {.site = folder.site,
            .public_url = config.public_url,
            .languages = {},
            .interval = config.publish.interval,
            .batch = config.season.batch,
            .batch_wait = config.season.batch_wait};
}

transport::SmtpSettings smtp_settings(config::Config const& config) {
    using Security = transport::SmtpSettings::Security;
    return {.host = config.mail.smtp_host,
            .port = config.mail.smtp_port,
            .user = config.mail.smtp_user,
            .password = config.mail.smtp_password,
            .security = config.mail.smtp_security == "tls"    ? Security::tls
                        : config.mail.smtp_security == "none" ? Security::none
                                                              : Security::starttls,
            .own_name = {}};
}

std::filesystem::path mail_folder(config::Config const& config, DataFolder const& folder) {
    return config.mail.outbox.empty() ? folder.outbox : std::filesystem::path(config.mail.outbox);
}

web::ListenerSettings listener_settings(config::Config const& config) {
    return {.address = config.web.address,
            .port = config.web.port,
            .threads = config.web.threads,
            .requests_at_once = config.web.requests_at_once,
            .body_limit = static_cast<std::size_t>(config.web.body_limit_kb) * 1024,
            .trusted_proxies = config.web.trusted_proxies};
}

}  // namespace bot

#include "bot/app/settings.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <set>

#include "bot/base/user_error.h"
#include "bot/installation.h"
#include "bot/networks/policy.h"
#include "embedded_config.h"

namespace bot {
namespace {

using namespace std::chrono;

bool is_https(config::Config const& config) {
    return config.public_url.starts_with("https://");
}

/// As their policies say, whether they are on or not.
std::set<std::string> networks_that_may_train() {
    std::set<std::string> allowed;
    for (auto const& file : embedded_config::files()) {
        std::filesystem::path const path(file.path);
        if (path.parent_path() != "policies") continue;
        if (auto const name = path.stem().string(); networks::read_policy(name, file.bytes).may_train)
            allowed.insert(name);
    }
    return allowed;
}

/// Of a day the config has checked.
Time midnight(std::string_view day) {
    return config::parse_day(day).value();
}

}  // namespace

std::string built_in(std::string_view path) {
    for (auto const& file : embedded_config::files())
        if (file.path == path) return std::string(file.bytes);
    throw std::logic_error(fmt::format("the program lacks its file {}", path));
}

std::string read_text(std::string const& file, std::string_view setting) {
    std::ifstream stream(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (!stream.is_open() || stream.bad())
        throw UserError(
            UserError::Kind::not_found,
            fmt::format("{}: {} cannot be read; name another, or \"\" for the one built in", setting, file));
    return text;
}

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
    return networks::connect(config.networks, {clock, store, data, user_agent, look_back});
}

listen::Settings listen_settings(config::Config const& config) {
    listen::Settings settings;
    settings.candidate_from = config.desk.candidate_from;
    settings.likely_from = config.desk.likely_from;
    settings.late_after = config.desk.late_after;
    settings.languages = config.detect.languages;
    return settings;
}

listen::BackOff back_off(config::Config const& config) {
    return {config.listen.back_off, config.listen.back_off_limit};
}

learn::Settings learn_settings(config::Config const& config, DataFolder const& folder) {
    learn::Settings settings;
    settings.versions = {folder.models, base_model(config.detect.model)};
    settings.may_train = [allowed = networks_that_may_train()](std::string const& network) {
        return allowed.contains(network);
    };
    settings.likely_from = config.desk.likely_from;
    settings.weekly = config.detect.learn;
    return settings;
}

desk::Settings desk_settings(config::Config const& config) {
    desk::Settings settings;
    settings.public_url = config.public_url;
    settings.lease = config.desk.lease;
    settings.undo = config.desk.undo;
    settings.put_off = config.desk.put_off;
    settings.late_after = config.desk.late_after;
    settings.network_invitations_a_day = config.desk.invitations_a_day;
    settings.company_invitations_a_day = config.desk.company_invitations_a_day;
    return settings;
}

nominate::Settings nominate_settings(config::Config const& config) {
    nominate::Settings settings;
    settings.public_url = config.public_url;
    settings.limits.story = static_cast<std::size_t>(config.nominate.story_limit);
    settings.confirm_within = config.nominate.confirm_within;
    settings.follow_up_after = config.nominate.follow_up_after;
    settings.per_prefix_a_day = config.nominate.per_address_a_day;
    settings.per_person_a_day = config.nominate.per_person_a_day;
    return settings;
}

nominate::SeasonSettings season_settings(config::Config const& config, Time first_day) {
    nominate::SeasonSettings settings;
    settings.name = config.season.name;
    settings.opens_at = config.season.opens.empty() ? floor<days>(first_day) : midnight(config.season.opens);
    // Up to the end of its last day.
    settings.closes_at = config.season.closes.empty() ? settings.opens_at + days(90)
                                                      : midnight(config.season.closes) + days(1);
    settings.announced_at = settings.closes_at + config.season.announced_after;
    settings.id = config.season.id;
    if (settings.id.empty())
        settings.id = std::to_string(static_cast<int>(year_month_day(floor<days>(settings.opens_at)).year()));
    settings.rules.categories = config.season.categories;
    return settings;
}

publish::Settings publish_settings(config::Config const& config, DataFolder const& folder) {
    publish::Settings settings;
    settings.site = folder.site;
    settings.public_url = config.public_url;
    settings.interval = config.publish.interval;
    settings.batch = config.season.batch;
    settings.batch_wait = config.season.batch_wait;
    return settings;
}

listen::AlertSettings alert_settings(config::Config const& config) {
    return {config.mail.operators, config.language, config.name, config.public_url};
}

notify::Settings mail_settings(config::Config const& config) {
    return {config.mail.from, config.name};
}

transport::SmtpSettings smtp_settings(config::Config const& config) {
    using Security = transport::SmtpSettings::Security;
    transport::SmtpSettings settings;
    settings.host = config.mail.smtp_host;
    settings.port = config.mail.smtp_port;
    settings.user = config.mail.smtp_user;
    settings.password = config.mail.smtp_password;
    settings.security = config.mail.smtp_security == "tls"    ? Security::tls
                        : config.mail.smtp_security == "none" ? Security::none
                                                              : Security::starttls;
    return settings;
}

std::filesystem::path mail_folder(config::Config const& config, DataFolder const& folder) {
    return config.mail.outbox.empty() ? folder.outbox : std::filesystem::path(config.mail.outbox);
}

web::SessionSettings session_settings(config::Config const& config) {
    web::SessionSettings settings;
    settings.idle = config.web.session;
    settings.secure = is_https(config);
    return settings;
}

web::FrontSettings front_settings(config::Config const& config) {
    web::FrontSettings settings;
    settings.secure = is_https(config);
    settings.trusted_proxies = config.web.trusted_proxies;
    return settings;
}

web::ListenerSettings listener_settings(config::Config const& config) {
    web::ListenerSettings settings;
    settings.address = config.web.address;
    settings.port = config.web.port;
    settings.threads = config.web.threads;
    settings.requests_at_once = config.web.requests_at_once;
    settings.body_limit = static_cast<std::size_t>(config.web.body_limit_kb) * 1024;
    settings.trusted_proxies = config.web.trusted_proxies;
    return settings;
}

}  // namespace bot

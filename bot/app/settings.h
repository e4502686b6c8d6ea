#pragma once

#include "bot/desk/rules.h"
#include "bot/learn/retrainer.h"
#include "bot/listen/intake.h"
#include "bot/networks/networks.h"
#include "bot/nominate/nominations.h"
#include "bot/nominate/season.h"
#include "bot/nominate/season_mails.h"
#include "bot/publish/publisher.h"
#include "bot/transport/smtp.h"
#include "bot/web/http/listener.h"
#include "config/config.h"

// Each part's own settings out of the config, which no part sees itself, and the files that settings name. A
// part's header says what its settings mean; here is only where each comes from. Nothing is remembered; any
// thread.

namespace bot {

class DataFolder;

/// What detect.model means: the whole text of a file, or of the built-in model for "". Throws UserError
/// naming the key if the file cannot be read.
std::string base_model(std::string const& setting);

/// What detect.companies means: a file, "" for the built-in list, "demo" for the demo's. Throws likewise.
struct NamedText {
    std::string name;  // of the file, for messages
    std::string text;
};
NamedText companies_file(std::string const& setting);

/// The networks that are on. `data` is the folder for everything the program keeps; nothing is made in it.
/// For `store` and `look_back` see networks::Surroundings. Throws NetworkError (ours) if a setting cannot be
/// used.
std::vector<networks::Network> connect_networks(config::Config const& config,
                                                std::filesystem::path const& data, Clock const& clock,
                                                storage::Store* store,
                                                std::optional<std::chrono::hours> look_back = {});
/// From [desk] and [detect]: a post is taken or not, and as what.
listen::Settings listen_settings(config::Config const& config);
/// From [detect], and which networks may be learned from by their policies, on or not. Reads the base model.
/// Throws UserError if the file that is named cannot be read.
learn::Settings learn_settings(config::Config const& config, DataFolder const& folder);
/// Without what only detecting and listening can tell (`complains`, `similar`): the app adds those.
desk::Settings desk_settings(config::Config const& config);
/// Without what only DNS can tell (`mail_hosts_of`): the app adds that.
nominate::Settings nominate_settings(config::Config const& config);
/// Each season of the file. Days become moments: from midnight of the first to midnight after the last, in the
/// season's zone. `first_day` is when this installation was started first, for a season that names no day.
std::vector<nominate::SeasonSettings> season_settings(config::Config const& config, Time first_day);
nominate::SeasonSettings season_settings(config::Season const& season, Time first_day);
/// Who is told what a season needs.
nominate::SeasonMailSettings season_mail_settings(config::Config const& config);
/// Pages go to the folder's `site`.
publish::Settings publish_settings(config::Config const& config, DataFolder const& folder);
/// Only where mail.smtp_host is set.
transport::SmtpSettings smtp_settings(config::Config const& config);
/// Where mails go as files, without a mail server.
std::filesystem::path mail_folder(config::Config const& config, DataFolder const& folder);
/// Sizes in bytes.
web::ListenerSettings listener_settings(config::Config const& config);

}  // namespace bot

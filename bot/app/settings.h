#pragma once

#include "bot/desk/rules.h"
#include "bot/learn/retrainer.h"
#include "bot/listen/alerts.h"
#include "bot/listen/intake.h"
#include "bot/listen/scheduler.h"
#include "bot/networks/networks.h"
#include "bot/nominate/nominations.h"
#include "bot/nominate/season.h"
#include "bot/notify/mailer.h"
#include "bot/publish/publisher.h"
#include "bot/transport/smtp.h"
#include "bot/web/auth/sessions.h"
#include "bot/web/http/front.h"
#include "bot/web/http/listener.h"
#include "config/config.h"

// Each part's own settings out of the config, which no part sees itself, and the files that settings name. A
// part's header says what its settings mean; here is only where each comes from. Nothing is remembered; any
// thread.

namespace bot {

class DataFolder;

/// A file of config/ as it was built into the program. Throws std::logic_error if there is none.
std::string built_in(std::string_view path);

/// The whole file. Throws UserError naming the setting (a key like "detect.model") that names it.
std::string read_text(std::string const& file, std::string_view setting);

/// What detect.model means: a file, or "" for the built-in model. Throws as read_text() does.
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
/// The waits after failures, from [listen].
listen::BackOff back_off(config::Config const& config);
/// Who is told when a network needs a hand, from [mail].
listen::AlertSettings alert_settings(config::Config const& config);
/// From [detect], and which networks may be learned from by their policies, on or not. Reads the base model.
/// Throws UserError if the file that is named cannot be read.
learn::Settings learn_settings(config::Config const& config, DataFolder const& folder);
/// Without what only detecting and listening can tell (`complains`, `similar`): the app adds those.
desk::Settings desk_settings(config::Config const& config);
nominate::Settings nominate_settings(config::Config const& config);
/// Days become moments in UTC: from midnight of the first to midnight after the last. `first_day` is when
/// this installation was started first, for a season that names no day.
nominate::SeasonSettings season_settings(config::Config const& config, Time first_day);
/// Pages go to the folder's `site`.
publish::Settings publish_settings(config::Config const& config, DataFolder const& folder);
/// The sender of every mail.
notify::Settings mail_settings(config::Config const& config);
/// Only where mail.smtp_host is set.
transport::SmtpSettings smtp_settings(config::Config const& config);
/// Where mails go as files, without a mail server.
std::filesystem::path mail_folder(config::Config const& config, DataFolder const& folder);
/// Cookies are for https alone where public_url is; so they are in front_settings().
web::SessionSettings session_settings(config::Config const& config);
web::FrontSettings front_settings(config::Config const& config);
/// Sizes in bytes.
web::ListenerSettings listener_settings(config::Config const& config);

}  // namespace bot

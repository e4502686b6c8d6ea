#pragma once

#include "bot/desk/settings.h"
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

/// Each part's own settings out of the config, which no part sees itself.
namespace bot {

class DataFolder;

/// `data` is the folder for everything the program keeps; nothing is made in it.
networks::Settings network_settings(config::Config const& config, std::filesystem::path const& data);
/// Of the networks that watch queries can be for, whether they are on or not.
std::vector<networks::Policy> searched_policies();
/// Where the built-in sample posts lie, which the path "demo" means.
std::filesystem::path demo_archive(std::filesystem::path const& data);
/// What the networks are told of who asks: program, version, and the site as a contact.
std::string user_agent(config::Config const& config);
listen::Settings listen_settings(config::Config const& config);
listen::BackOff back_off(config::Config const& config);
listen::AlertSettings alert_settings(config::Config const& config);
/// Reads the base model. Throws UserError if the file that is named cannot be read.
learn::Settings learn_settings(config::Config const& config, DataFolder const& folder);
desk::Settings desk_settings(config::Config const& config);
nominate::Settings nominate_settings(config::Config const& config);
/// `first_day` is when this installation was started first.
nominate::SeasonSettings season_settings(config::Config const& config, Time first_day);
publish::Settings publish_settings(config::Config const& config, DataFolder const& folder);
notify::Settings mail_settings(config::Config const& config);
transport::SmtpSettings smtp_settings(config::Config const& config);
/// Where mails go as files, without a mail server.
std::filesystem::path mail_folder(config::Config const& config, DataFolder const& folder);
web::SessionSettings session_settings(config::Config const& config);
web::FrontSettings front_settings(config::Config const& config);
web::ListenerSettings listener_settings(config::Config const& config);

}  // namespace bot

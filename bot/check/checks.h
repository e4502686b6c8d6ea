#pragma once

#include "bot/check/check.h"
#include "config/config.h"

// The single checks, in the order in which look() calls them; private to this folder, but for networks(),
// which is a command of its own. Each adds at least one finding, good ones too. None throws, and none changes
// anything but as check.h says.

namespace bot {
class Installation;
}

namespace bot::check {

using Findings = std::vector<Finding>;

/// One finding each, by grade. `why` is what it leads to, `fix` the exact command or setting that helps.
void good(Findings& findings, std::string area, std::string what);
void warn(Findings& findings, std::string area, std::string what, std::string why, std::string fix);
void fault(Findings& findings, std::string area, std::string what, std::string why, std::string fix);

/// That the data folder is there, ours, and closed to others where it must be. False if there is none yet, so
/// that nothing below it can be looked at.
bool folder(Findings& findings, config::Config const& config);
/// Each key file: there, 32 bytes, for the owner alone. Its bytes are not looked at.
void keys(Findings& findings, config::Config const& config);
/// The room left on the data folder's disk: a warning below 500 MB, a problem below 50 MB.
void disk(Findings& findings, config::Config const& config);
/// The database, and the clock against the newest that is in it.
void database(Findings& findings, config::Config const& config);
/// Whether the version of the model that was chosen last judges the posts.
void version(Findings& findings, Installation const& installation);
/// The templates and messages that are built in.
void pages(Findings& findings, config::Config const& config);
/// The model and the companies file that the settings name.
void detection(Findings& findings, config::Config const& config);
/// Of each network that is on: how old its policy is, whether our account is signed in and labelled. Asks the
/// networks, so it takes as long as they do.
void networks(Findings& findings, config::Config const& config);
/// The settings alone; no server is asked.
void mail(Findings& findings, config::Config const& config);

}  // namespace bot::check

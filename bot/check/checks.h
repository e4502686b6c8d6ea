#pragma once

#include "bot/check/check.h"
#include "config/config.h"

/// The single checks, in the order in which look() calls them; private to this folder. None throws.
namespace bot {
class Installation;
}

namespace bot::check {

using Findings = std::vector<Finding>;

void good(Findings& findings, std::string area, std::string what);
void warn(Findings& findings, std::string area, std::string what, std::string why, std::string mend);
void fault(Findings& findings, std::string area, std::string what, std::string why, std::string mend);

/// False if there is no folder yet, so that nothing below it can be looked at.
bool folder(Findings& findings, config::Config const& config);
void keys(Findings& findings, config::Config const& config);
void disk(Findings& findings, config::Config const& config);
/// The database, and the clock against the newest that is in it.
void database(Findings& findings, config::Config const& config);
/// Whether the version of the model that was chosen last judges the posts.
void version(Findings& findings, Installation const& installation);
void pages(Findings& findings, config::Config const& config);
void detection(Findings& findings, config::Config const& config);
void networks(Findings& findings, config::Config const& config);
void mail(Findings& findings, config::Config const& config);

}  // namespace bot::check

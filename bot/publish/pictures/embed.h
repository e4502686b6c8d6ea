#pragma once

#include <string>

#include "bot/publish/pictures/badge.h"

namespace bot::publish::pictures {

/// The HTML that a company copies into its own page: the badge, linked to what it stands for. No script,
/// nothing that counts visitors. `image` is the badge's address; an address that does not begin with http://
/// or https:// becomes
/// "#". Pure.
std::string embed(pages::Words const& words, Honour const& honour, BadgeSize size, std::string const& image);

}  // namespace bot::publish::pictures

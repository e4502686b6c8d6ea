#pragma once

#include <string>

#include "bot/installation.h"

namespace bot {

/// The full address of a new one-time link by which that operator signs in and sets a password; valid for a
/// day. Throws UserError if there is no such operator.
std::string sign_in_link(Installation& installation, std::string const& name);

/// Throws UserError if somebody has that name already, or it is no name.
void add_operator(Installation& installation, std::string const& name, bool lead);

}  // namespace bot

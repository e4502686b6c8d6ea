#pragma once

#include <string>

#include "bot/installation.h"

// What is done to an installation beside its daemon: made ready before any part looks at it, and its
// operators added. Each function writes in transactions of its own and may be called again after a crash.

namespace bot {

struct Preparation {
    bool demo = false;            // unpack the sample posts
    bool new_public_url = false;  // take another public_url than the one recorded
};

/// Puts into the database what it must hold before any part looks at it: the recorded public_url, the season
/// of the settings, the companies, the reply templates and the watch queries that ship. Changes nothing the
/// second time. Throws UserError if a setting contradicts what was recorded.
void prepare(Installation& installation, Preparation const& what);

/// Records public_url at the first start. Throws UserError if another one was recorded before, unless
/// `change`.
void settle_public_url(Installation& installation, bool change);

/// The full address of a new one-time link by which that operator signs in and sets a password; valid for a
/// day. Throws UserError if there is no such operator.
std::string sign_in_link(Installation& installation, std::string const& name);

/// An operator without a password yet; `lead` may do more. Throws UserError if the name is taken, or is none:
/// it has 1 to 60 bytes, one line as people write one (nominate::tidy_line): nothing that controls a terminal
/// or is not seen.
void add_operator(Installation& installation, std::string const& name, bool lead);

/// From now on that person cannot sign in; their sessions and links end with the same write. Throws UserError
/// if there is no such operator. Again is no harm.
void disable_operator(Installation& installation, std::string const& name);
/// They may again, with the password they have or by a new link. Throws likewise.
void enable_operator(Installation& installation, std::string const& name);

}  // namespace bot

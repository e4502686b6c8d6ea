#pragma once

#include "bot/installation.h"

namespace bot {

struct Preparation {
    bool demo = false;            // unpack the sample posts
    bool new_public_url = false;  // take another public_url than the one recorded
};

/// Puts into the database what it must hold before any part looks at it: the recorded public_url, the season
/// of the settings, the reply templates and the companies. Changes nothing the second time. Throws UserError
/// if a setting contradicts what was recorded.
void prepare(Installation& installation, Preparation const& what);

}  // namespace bot

#pragma once

#include <string>
#include <string_view>

#include "bot/listen/health.h"
#include "bot/pages/words.h"

namespace bot::listen {

/// What a standing is called in one language: the console and `network list` say the same.
struct HealthWords {
    std::string state;
    std::string succeeded;  // "3 minutes ago", or that it never did
    std::string trouble;    // who is to mend what failed; "" if nothing did
    std::string advice;     // what to do about it; "" likewise
    std::string next;       // "in 20 seconds"; "" while it was not asked
    std::string read;
    std::string spend;  // "" where calls cost nothing
    std::string answers;
    std::string account;  // "" where none is needed
    std::string rules;
};

HealthWords words_of(NetworkHealth const& health, pages::Words const& words, std::string_view language,
                     Time now);

}  // namespace bot::listen

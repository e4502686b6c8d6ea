#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bot/listen/watchlist/watch_list.h"
#include "bot/pages/words.h"

namespace bot::listen {

/// What a trial says in one language: the console and `watch try` say the same.
struct TrialWords {
    /// Of the query wherever it is asked, each once; empty if it is sound.
    std::vector<std::string> problems;
    struct OnNetwork {
        std::string title;
        std::vector<std::string> asks;
        std::string finds;  // how many a day, and what that rests on
        std::string cost;   // "" where reading costs nothing
    };
    std::vector<OnNetwork> networks;
    std::string back_test;  // "" if the query cannot be read
};

TrialWords words_of(Trial const& trial, pages::Words const& words, std::string_view language);

/// Why a query was not added.
std::string words_of(WatchList::Refusal refusal, pages::Words const& words, std::string_view language);

}  // namespace bot::listen

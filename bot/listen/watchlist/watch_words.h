#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bot/listen/watchlist/watch_list.h"
#include "bot/pages/words.h"

// The watch list in the words of a language.
namespace bot::listen {

/// What a trial says in one language: the console and `watch try` say the same. Ready words, not escaped.
struct TrialWords {
    /// Of the query on any network, each once; empty if it is sound.
    std::vector<std::string> problems;
    /// One for each network that was tried, in the order of the trial.
    struct OnNetwork {
        std::string title;
        std::vector<std::string> asks;  // as the network's own search takes it; hashtags with #
        std::string finds;              // how many a day, and what that rests on
        std::string cost;               // "" where reading costs nothing
    };
    std::vector<OnNetwork> networks;
    std::string back_test;  // "" if the query cannot be read
};

/// `language` is one of words.languages(), here and below.
TrialWords words_of(Trial const& trial, pages::Words const& words, std::string_view language);

/// Why a query was not added, as a sentence that says what to do.
std::string words_of(WatchList::Refusal refusal, pages::Words const& words, std::string_view language);

}  // namespace bot::listen

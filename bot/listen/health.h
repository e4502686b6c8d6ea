#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bot/base/clock.h"
#include "bot/networks/network.h"
#include "bot/pages/words.h"
#include "storage/networks.h"

// How the networks fare: as figures, and in the words that the console and `network list` share.
namespace bot::listen {

/// How one network fares, and what it allows.
struct NetworkHealth {
    enum class State {
        not_asked,  // not yet
        well,
        waits,  // it asked us to be slower
        fails,
    };
    /// How an answer leaves there now: `summoned` only by API where the author mentioned us.
    enum class Answers { not_at_all, by_hand, summoned, by_api };
    /// Where the account that answers is from: the settings, or a sign-in on the console.
    enum class Account { not_needed, none, in_settings, signed_in };

    std::string network;  // its id, "mastodon"
    std::string title;    // "Mastodon"
    State state = State::not_asked;
    storage::NetworkState last;  // all but the name empty while it was not asked
    bool alerted = false;        // people were told, and it does not work yet
    /// Posts that were looked at since midnight UTC, the finds among them, and what that cost in
    /// micro-dollars.
    long long read_today = 0;
    long long finds_today = 0;
    long long spent_today = 0;
    long long spend_cap = 0;  // of a day; 0 where calls cost nothing
    Answers answers = Answers::not_at_all;
    Account account = Account::not_needed;  // as far as our files tell
    std::string handle;                     // of the account; "" while it is not known
    int daily_cap = 0;                      // of invitations, by the network's policy
    /// Where the network's rules for programs stand, and when a person read them, YYYY-MM-DD.
    std::string source;
    std::string rules_read_on;
    std::string rules_from;  // the host's own file; "" if they are those built in
};

/// How every network that is on fares. The networks outlive it. Any thread; each call reads the database.
class Health {
public:
    /// Reads nothing yet.
    Health(storage::Store& store, Clock const& clock, std::vector<networks::Network> const& networks);

    /// In the order of the networks, `not_asked` if there is no row of one yet. Days are by the clock of now.
    std::vector<NetworkHealth> all() const;
    /// The titles of those that people were told of and that do not work yet; of networks that are on only.
    /// Empty if all is well.
    std::vector<std::string> troubled() const;

    /// Whether a person may have it asked before its time: only what failed, and never where the network
    /// itself asked us to wait.
    static bool may_try_now(NetworkHealth const& health);
    /// Makes it due, so that the Scheduler asks it within a second. False if that may not be, by the
    /// database's word of now, or there is no such network.
    bool try_now(std::string_view network);

private:
    storage::Store& store_;
    Clock const& clock_;
    std::vector<networks::Network> const& networks_;
};

/// What the state of a network is called in one language, ready to be shown, not escaped.
struct HealthWords {
    std::string state;
    std::string succeeded;  // "3 minutes ago", or that it never did
    std::string trouble;    // whose turn it is when something failed; "" if nothing did
    std::string advice;     // what to do about it; "" likewise
    std::string next;       // "in 20 seconds"; "" while it was not asked
    std::string read;
    std::string spend;  // "" where calls cost nothing
    std::string answers;
    std::string account;  // "" where none is needed
    std::string rules;
};
/// `language` is one of words.languages().
HealthWords words_of(NetworkHealth const& health, pages::Words const& words, std::string_view language,
                     Time now);

}  // namespace bot::listen

#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bot/base/clock.h"
#include "bot/base/guarded.h"
#include "bot/networks/network.h"
#include "storage/engine/store.h"

namespace bot::account_linking {

/// Why nothing was connected: a word that the catalogues have a sentence for ("connect.trouble_" before it);
/// "" if all went well.
using Trouble = std::string;

/// The accounts we answer with, and how an operator links one: by a form for what lets us in, or on the
/// network's own page, from where the browser comes back with a code (OAuth 2, RFC 6749 §4.1). Who is on the
/// way there is kept by session, in memory alone: a restart means beginning again. Who may do it is for the
/// caller to check. Any thread; calls block while the network is asked.
class Accounts {
public:
    /// A link that was begun and is not finished by then has to be begun again.
    static constexpr std::chrono::minutes patience{10};

    /// What it is given outlives it. `public_url` is where networks send browsers back to.
    Accounts(storage::Store& store, Clock const& clock, std::vector<networks::Network> const& networks,
             std::string public_url);

    /// One network that wants an account, and how things stand there.
    struct Account {
        std::string network, title;
        /// Else `state` and `form` are empty, and `settings` says what to add.
        bool enabled = false;
        /// Lines for the settings, as an example.
        std::string settings;
        /// Where the network's page sends the browser; registered there.
        std::string come_back;
        /// public_url is an address that networks send people to: https, or this machine.
        bool can_come_back = false;
        networks::AccountLink::State state;
        networks::AccountLink::Form form;
    };
    /// Every network that wants an account, enabled or not.
    std::vector<Account> all() const;
    /// Empty if there is no such network, or it wants no account.
    std::optional<Account> find(std::string_view network) const;

    /// A link that a session has begun and not finished.
    struct PendingLink {
        std::string url;          // the network's page that the operator has to open
        bool shows_code = false;  // that page shows a code to be pasted here; else it sends the browser back
    };
    /// Empty if that session has begun none there, or too long ago.
    std::optional<PendingLink> pending(std::string_view network, std::string const& session) const;

    /// What the operator typed; "" where the network's form does not ask.
    struct Entered {
        std::string server, handle, password;
        bool shows_code = false;  // the operator wants to paste a code
    };
    /// Afterwards the account is connected, or a link is pending for the session in place of the one before.
    Trouble begin(std::string_view network, std::string const& session, Entered const& entered);
    /// The browser came back. A state that is not the session's own, or was brought before, changes nothing;
    /// `code` is "" if the person said no there.
    Trouble come_back(std::string_view network, std::string const& session, std::string_view state,
                      std::string_view code);
    /// The code that the network's page showed.
    Trouble paste(std::string_view network, std::string const& session, std::string_view code);
    /// Drops the session's pending link, if there is one.
    void stop(std::string_view network, std::string const& session);
    /// As begin() and finish() do, it refuses ("busy") while a reply is on its way there, and leaves those of
    /// which nobody knows whether they arrived to a person: only the account that sent them could tell.
    Trouble disconnect(std::string_view network);

private:
    struct Pending {
        networks::AccountLink::PendingAuthorization authorization;
        Time until;
    };
    using Place = std::pair<std::string, std::string>;  // network and session

    /// Null if it is not enabled, or wants no account.
    networks::Network const* enabled(std::string_view network) const;
    /// Our page for browsers that come back from there.
    std::string come_back_to(std::string_view network) const;
    Account account_on(networks::AccountNetwork const& network) const;
    /// Takes the pending link out, as it serves once. Empty if the state is not the one it was begun with; a
    /// code that is pasted comes without.
    std::optional<networks::AccountLink::PendingAuthorization> taken(Place const& place,
                                                                     std::optional<std::string_view> state);
    Trouble finish(std::string_view network, networks::AccountLink::PendingAuthorization const& authorization,
                   std::string_view code);
    /// Whether one more pending link can be kept; forgets those that are too old.
    bool room_for(std::string_view network, std::string const& session);
    /// Makes the account free to change. False while a reply leaves there.
    bool hand_over(std::string_view network);
    /// The network is searched at once.
    void ask_again(std::string_view network);

    storage::Store& store_;
    Clock const& clock_;
    std::vector<networks::Network> const& networks_;
    std::string const public_url_;
    mutable Mutex mutex_;
    std::map<Place, Pending> pending_ GUARDED_BY(mutex_);
};

}  // namespace bot::account_linking

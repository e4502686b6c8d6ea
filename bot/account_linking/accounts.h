#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bot/base/clock.h"
#include "bot/networks/network.h"
#include "storage/engine/store.h"
#include "storage/operators.h"

namespace bot::account_linking {

/// Why nothing was connected: what to look up the words for ("connect.trouble_" before it); "" if all went
/// well.
using Trouble = std::string;

/// Whether this person may connect and disconnect accounts: leads, and everybody while there is no lead.
bool may_connect(storage::Read const& read, storage::Operator const& person);

/// The accounts we answer with, and an operator's way to connect one: from a form to the network's own page
/// and back. Who is on the way is kept here, by session, in memory alone: a restart means beginning again.
/// Any thread.
class Accounts {
public:
    /// A way to the network's page that is not ended by then is none any more.
    static constexpr std::chrono::minutes patience{10};

    /// The networks outlive it.
    Accounts(storage::Store& store, Clock const& clock, std::vector<networks::Network> const& networks,
             std::string public_url);

    struct Account {
        std::string network, title;
        bool enabled = false;        // else all below is empty, and `settings` says what to add
        std::string settings;        // lines for the settings, as an example
        std::string come_back;       // where the network's page sends the browser; registered there
        bool can_come_back = false;  // public_url is an address that networks send people to
        networks::AccountLink::State state;
        networks::AccountLink::Form form;
    };
    /// Every network that wants an account, on or not.
    std::vector<Account> all() const;
    /// Empty if there is no such network, or it wants no account.
    std::optional<Account> find(std::string_view network) const;

    /// Where that session is on its way to.
    struct Way {
        std::string url;
        bool shows_code = false;  // to be pasted here
    };
    std::optional<Way> under_way(std::string_view network, std::string const& session) const;

    struct Entered {
        std::string server, handle, password;
        bool shows_code = false;
    };
    /// Afterwards the account is connected, or the session is under way; what was under way before is not.
    Trouble begin(std::string_view network, std::string const& session, Entered const& entered);
    /// The browser came back. A state that is not the session's own, or was brought before, changes nothing;
    /// `code` is "" if the person said no there.
    Trouble come_back(std::string_view network, std::string const& session, std::string_view state,
                      std::string_view code);
    /// The code that the network's page showed.
    Trouble paste(std::string_view network, std::string const& session, std::string_view code);
    /// Nothing is under way any more.
    void stop(std::string_view network, std::string const& session);
    /// As begin() and finish() do, it waits until no reply is on its way there, and leaves those of which
    /// nobody knows whether they arrived to a person: only the account that sent them could tell.
    Trouble disconnect(std::string_view network);

private:
    struct Pending {
        networks::AccountLink::PendingAuthorization leaving;
        Time until;
    };
    using Place = std::pair<std::string, std::string>;  // network and session

    networks::Network const* enabled(std::string_view network) const;
    std::string come_back_to(std::string_view network) const;
    Account account_on(networks::AccountNetwork const& network) const;
    std::optional<networks::AccountLink::PendingAuthorization> taken(Place const& place,
                                                                     std::optional<std::string_view> state);
    Trouble finish(std::string_view network, networks::AccountLink::PendingAuthorization const& leaving,
                   std::string_view code);
    bool hand_over(std::string_view network);
    void ask_again(std::string_view network);

    storage::Store& store_;
    Clock const& clock_;
    std::vector<networks::Network> const& networks_;
    std::string const public_url_;
    mutable std::mutex mutex_;
    std::map<Place, Pending> pending_;  // guarded by mutex_
};

}  // namespace bot::account_linking

#pragma once

#include <string>
#include <vector>

#include "bot/account_linking/accounts.h"
#include "bot/listen/health.h"
#include "bot/pages/pages.h"
#include "bot/web/http/request.h"
#include "storage/operators.h"

namespace bot::web {

/// /console/networks: how each network fares, what to do about one that does not, and a button to have it
/// asked again at once. Networks that could have an account and are not enabled are listed below. What it is
/// given outlives it; any thread.
class NetworkPages {
public:
    NetworkPages(listen::Health& health, account_linking::Accounts const& accounts, Clock const& clock,
                 pages::Pages const& pages)
        : health_(health), accounts_(accounts), clock_(clock), pages_(pages) {}

    /// Each network with its state, its last error, what it read and spent, and when it is asked next.
    Response all(Request const& request, storage::Operator const& person) const;
    /// Makes the network due now. 409 on the same page if it is not waiting, or may not be asked yet.
    Response try_now(Request const& request, storage::Operator const& person);

    /// What the console's pages say above all else while a network is in trouble, naming each; "" if none is.
    std::string banner(Request const& request) const;

private:
    Response show_all(Request const& request, std::string const& problem, int status) const;
    /// Those that are not enabled, with a link to what the settings have to say.
    std::vector<pages::View> others(Request const& request) const;
    pages::View row(Request const& request, listen::NetworkHealth const& health) const;

    listen::Health& health_;
    account_linking::Accounts const& accounts_;
    Clock const& clock_;
    pages::Pages const& pages_;
};

/// /console/networks/{network}/connect: an operator links the account we answer with, on the network's own
/// page and back, or by a form for what lets us in; and disconnects it again. Leads only, while there is a
/// lead: others get 403, and a network that wants no account 404. Nothing typed as a password is shown again.
/// A step that failed shows the form with what went wrong and status 422. What it is given outlives it; any
/// thread; the POSTs block while the network is asked.
class ConnectPages {
public:
    ConnectPages(account_linking::Accounts& accounts, storage::Store const& store, pages::Pages const& pages)
        : accounts_(accounts), store_(store), pages_(pages) {}

    /// What the network asks for, or the pending link to its own page, or what the settings lack.
    Response form(Request const& request, storage::Operator const& person) const;
    /// Takes `server`, `handle`, `password` and `way` ("code": paste a code instead of coming back).
    /// Afterwards the account is connected, or the page has a link to the network's own.
    Response begin(Request const& request, storage::Operator const& person);
    /// A GET that changes something, because networks come back by one: the state it brings is the token.
    Response back(Request const& request, storage::Operator const& person);
    /// The `code` that the network's page showed, pasted.
    Response code(Request const& request, storage::Operator const& person);
    /// Drops the link that was begun.
    Response stop(Request const& request, storage::Operator const& person);
    /// Says what disconnecting means and asks once more; back to the form if there is nothing to disconnect.
    Response ask_disconnect(Request const& request, storage::Operator const& person) const;
    Response disconnect(Request const& request, storage::Operator const& person);

private:
    using Account = account_linking::Accounts::Account;
    /// The network of the address. Throws UserError `not_found`, or `forbidden` if that person may not.
    Account account(Request const& request, storage::Operator const& person) const;
    Response show_form(Request const& request, Account const& account,
                       account_linking::Trouble const& trouble) const;
    /// Back to the form, or the form with the trouble.
    Response done_or(Request const& request, Account const& account,
                     account_linking::Trouble const& trouble) const;
    /// The message "connect.<key>" with all that may stand in it about this account.
    std::string say(Request const& request, std::string const& key, Account const& account) const;

    account_linking::Accounts& accounts_;
    storage::Store const& store_;
    pages::Pages const& pages_;
};

}  // namespace bot::web

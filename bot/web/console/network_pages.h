#pragma once

#include <string>
#include <vector>

#include "bot/account_linking/accounts.h"
#include "bot/listen/health.h"
#include "bot/pages/pages.h"
#include "bot/web/http/request.h"
#include "storage/operators.h"

namespace bot::web {

/// /console/networks: how each network fares, what to do about one that does not, and the way to have it
/// asked again at once.
class NetworkPages {
public:
    NetworkPages(listen::Health& health, account_linking::Accounts const& accounts, Clock const& clock,
                 pages::Pages const& pages)
        : health_(health), accounts_(accounts), clock_(clock), pages_(pages) {}

    Response all(Request const& request, storage::Operator const& person) const;
    Response try_now(Request const& request, storage::Operator const& person);

    /// What the console's pages say above all else while a network is in trouble; "" if none is.
    std::string banner(Request const& request) const;

private:
    Response show_all(Request const& request, std::string const& problem, int status) const;
    std::vector<pages::View> others(Request const& request) const;
    pages::View row(Request const& request, listen::NetworkHealth const& health) const;

    listen::Health& health_;
    account_linking::Accounts const& accounts_;
    Clock const& clock_;
    pages::Pages const& pages_;
};

/// /console/networks/{network}/connect: an operator's way to the network's own page and back, or a form for
/// what lets us in; and the way out, disconnect. For those who may.
class ConnectPages {
public:
    ConnectPages(account_linking::Accounts& accounts, storage::Store const& store, pages::Pages const& pages)
        : accounts_(accounts), store_(store), pages_(pages) {}

    Response form(Request const& request, storage::Operator const& person) const;
    Response begin(Request const& request, storage::Operator const& person);
    /// A GET that changes something, because networks come back by one: the state it brings is the token.
    Response back(Request const& request, storage::Operator const& person);
    Response code(Request const& request, storage::Operator const& person);
    /// Leaves the way that was begun.
    Response stop(Request const& request, storage::Operator const& person);
    Response ask_disconnect(Request const& request, storage::Operator const& person) const;
    Response disconnect(Request const& request, storage::Operator const& person);

private:
    using Account = account_linking::Accounts::Account;
    Account account(Request const& request, storage::Operator const& person) const;
    Response show_form(Request const& request, Account const& account,
                       account_linking::Trouble const& trouble) const;
    Response done_or(Request const& request, Account const& account,
                     account_linking::Trouble const& trouble) const;
    std::string say(Request const& request, std::string const& key, Account const& account) const;

    account_linking::Accounts& accounts_;
    storage::Store const& store_;
    pages::Pages const& pages_;
};

}  // namespace bot::web

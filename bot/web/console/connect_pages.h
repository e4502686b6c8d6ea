#pragma once

#include <string>

#include "bot/account_linking/accounts.h"
#include "bot/pages/pages.h"
#include "bot/web/http/request.h"
#include "storage/operators.h"

namespace bot::web {

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

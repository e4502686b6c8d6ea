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

}  // namespace bot::web

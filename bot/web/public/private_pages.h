#pragma once

#include "bot/nominate/nominations.h"
#include "bot/pages/pages.h"
#include "bot/web/http/request.h"

namespace bot::web {

/// What a private link leads to: /confirm/{token} makes the nomination count, /mine/{token} shows it, takes
/// it back or erases it. Showing changes nothing. A link that is forged, expired or replaced gets one and the
/// same page.
class PrivatePages {
public:
    PrivatePages(nominate::Nominations& nominations, storage::Store const& store, Keys const& keys,
                 pages::Pages const& pages)
        : nominations_(nominations), store_(store), keys_(keys), pages_(pages) {}

    Response confirm(Request const& request);
    Response count(Request const& request);
    Response mine(Request const& request);
    Response change(Request const& request);

private:
    Response gone(Request const& request) const;
    Response counted(Request const& request, storage::Nomination const& nomination) const;
    Response show_mine(Request const& request, storage::Nomination const& nomination, bool sure_missing,
                       int status) const;
    std::string company_name(storage::Nomination const& nomination) const;
    std::string say(Request const& request, char const* key, pages::Arguments const& arguments = {}) const;

    nominate::Nominations& nominations_;
    storage::Store const& store_;
    Keys const& keys_;
    pages::Pages const& pages_;
};

}  // namespace bot::web

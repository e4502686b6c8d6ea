#pragma once

#include "bot/nominate/follow_up.h"
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
    Response counted(Request const& request, storage::Nomination const& nomination) const;
    Response show_mine(Request const& request, storage::Nomination const& nomination, bool sure_missing,
                       int status) const;
    std::string company_name(storage::Nomination const& nomination) const;

    nominate::Nominations& nominations_;
    storage::Store const& store_;
    Keys const& keys_;
    pages::Pages const& pages_;
};

/// /follow-up/{token}: "did it end well?" with three buttons.
class FollowUpPages {
public:
    FollowUpPages(nominate::FollowUps& follow_ups, storage::Store const& store, pages::Pages const& pages)
        : follow_ups_(follow_ups), store_(store), pages_(pages) {}

    Response question(Request const& request);
    Response answer(Request const& request);

private:
    nominate::FollowUps& follow_ups_;
    storage::Store const& store_;
    pages::Pages const& pages_;
};

}  // namespace bot::web

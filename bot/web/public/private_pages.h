#pragma once

#include "bot/nominate/follow_up.h"
#include "bot/nominate/nominations.h"
#include "bot/pages/pages.h"
#include "bot/web/http/request.h"

namespace bot::web {

/// What a private link leads to: /confirm/{token} makes the nomination count, /mine/{token} shows it, takes
/// it back or erases it. Showing changes nothing, so that a mail server which opens links does no harm. A
/// link that is forged, expired or replaced gets one and the same page (404). What it is given outlives it;
/// any thread.
class PrivatePages {
public:
    PrivatePages(nominate::Nominations& nominations, storage::Store const& store, Keys const& keys,
                 pages::Pages const& pages)
        : nominations_(nominations), store_(store), keys_(keys), pages_(pages) {}

    /// The button that makes it count; what it says if it counts already, else on to "mine".
    Response confirm(Request const& request);
    /// Confirms; twice does no harm.
    Response count(Request const& request);
    /// What we hold of it, and what can still be done with it.
    Response mine(Request const& request);
    /// Takes `do`: withdraw, or erase with `sure` ticked (422 without).
    Response change(Request const& request);

private:
    /// The page of a nomination that counts.
    Response counted(Request const& request, storage::Nomination const& nomination) const;
    /// `sure_missing`: erasing was asked for without the box that says so.
    Response show_mine(Request const& request, storage::Nomination const& nomination, bool sure_missing,
                       int status) const;
    /// As the company is called now; "" if it is gone.
    std::string company_name(storage::Nomination const& nomination) const;

    nominate::Nominations& nominations_;
    storage::Store const& store_;
    Keys const& keys_;
    pages::Pages const& pages_;
};

/// /follow-up/{token}: "did it end well?" with three buttons; asked by mail two weeks after, of those who
/// agreed. A link that leads nowhere gets the page of private links. What it is given outlives it; any
/// thread.
class FollowUpPages {
public:
    FollowUpPages(nominate::FollowUps& follow_ups, storage::Store const& store, pages::Pages const& pages)
        : follow_ups_(follow_ups), store_(store), pages_(pages) {}

    /// The question, or thanks if it was answered.
    Response question(Request const& request);
    /// Takes `answer`: yes, partly or no. The first one counts.
    Response answer(Request const& request);

private:
    nominate::FollowUps& follow_ups_;
    storage::Store const& store_;
    pages::Pages const& pages_;
};

}  // namespace bot::web

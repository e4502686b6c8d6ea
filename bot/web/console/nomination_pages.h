#pragma once

#include <string>

#include "bot/nominate/nominations.h"
#include "bot/pages/pages.h"
#include "bot/web/http/request.h"
#include "storage/operators.h"

namespace bot::web {

/// /console/nominations: how many there are in each state this season, each of them, the newest first, and
/// the way to make one void or to let its story be shown. No address and no hash of one is shown: an operator
/// judges what was written, not who wrote it. Each POST goes back to the page of the list it came from
/// (`after`), at the nomination it changed. What it is given outlives it; any thread.
class NominationPages {
public:
    NominationPages(nominate::Nominations& nominations, storage::Store& store, Clock const& clock,
                    pages::Pages const& pages)
        : nominations_(nominations), store_(store), clock_(clock), pages_(pages) {}

    /// A page of 100; ?after= is the id of the last nomination of the page before.
    Response all(Request const& request, storage::Operator const& person);
    /// Takes `reason`, one of Nominations::void_reasons(); 422 if it is none, 409 if the nomination does not
    /// count (any more). The nominator sees the reason on the private page.
    Response make_void(Request const& request, storage::Operator const& person);
    /// Lets the published site show the story. 409 if its nominator did not allow it, or it is gone.
    Response show_story(Request const& request, storage::Operator const& person);
    /// Takes the story off the published site.
    Response hide_story(Request const& request, storage::Operator const& person);

private:
    Response show_all(Request const& request, std::string const& problem, int status) const;
    /// Nominations by state, and mails that wait or failed.
    std::vector<pages::View> counts(Request const& request) const;
    pages::View row(Request const& request, storage::Nomination const& nomination) const;
    /// Back to the list.
    Response done(Request const& request) const;

    nominate::Nominations& nominations_;
    storage::Store& store_;
    Clock const& clock_;
    pages::Pages const& pages_;
};

}  // namespace bot::web

#pragma once

#include <string>

#include "bot/nominate/nominations.h"
#include "bot/pages/pages.h"
#include "bot/web/http/request.h"
#include "storage/operators.h"

namespace bot::web {

/// /console/nominations: how many there are in each state, each of them, the newest first, and the way to
/// make one void or to let its story be shown. No address and no hash of one is shown: an operator judges
/// what was written, not who wrote it.
class NominationPages {
public:
    NominationPages(nominate::Nominations& nominations, storage::Store& store, Clock const& clock,
                    pages::Pages const& pages)
        : nominations_(nominations), store_(store), clock_(clock), pages_(pages) {}

    Response all(Request const& request, storage::Operator const& person);
    Response make_void(Request const& request, storage::Operator const& person);
    Response show_story(Request const& request, storage::Operator const& person);
    Response hide_story(Request const& request, storage::Operator const& person);

private:
    Response show_all(Request const& request, std::string const& problem, int status) const;
    std::vector<pages::View> counts(Request const& request) const;
    pages::View row(Request const& request, storage::Nomination const& nomination) const;
    Response done(Request const& request) const;

    nominate::Nominations& nominations_;
    storage::Store& store_;
    Clock const& clock_;
    pages::Pages const& pages_;
};

}  // namespace bot::web

#pragma once

#include <functional>
#include <string>
#include <vector>

#include "bot/nominate/newcomers.h"
#include "bot/pages/pages.h"
#include "bot/web/http/request.h"
#include "storage/operators.h"

namespace bot::web {

/// /console/companies: names that nominators brought, to be accepted, merged or refused; and the size band of
/// the companies that are known. A size is a form's `band`: small, medium, large, or "" for not known. Each
/// POST ends in a redirect to the list; what it could not do is said on the list, with status 422 (a band
/// that is none, a company to merge into that is not active) or 409 (another operator decided first). What it is
/// given outlives it; any thread.
class CompanyPages {
public:
    CompanyPages(nominate::Newcomers& newcomers, storage::Store const& store, Clock const& clock,
                 pages::Pages const& pages)
        : newcomers_(newcomers), store_(store), clock_(clock), pages_(pages) {}

    /// Both lists. ?find= narrows those known by a part of their name; at most 100 are shown.
    Response all(Request const& request, storage::Operator const& person);
    /// The newcomer is a company of its own, of that size.
    Response accept(Request const& request, storage::Operator const& person);
    /// The newcomer is another spelling of the company named `into`, which takes over its nominations.
    Response merge(Request const& request, storage::Operator const& person);
    /// The newcomer is no company that can be nominated.
    Response refuse(Request const& request, storage::Operator const& person);
    /// Of a company that is known.
    Response set_band(Request const& request, storage::Operator const& person);

private:
    Response show_all(Request const& request, std::string const& problem, int status) const;
    std::vector<pages::View> newcomers(Request const& request) const;
    std::vector<pages::View> known(Request const& request,
                                   std::vector<storage::Company> const& companies) const;
    /// The sizes to choose from, with the one `chosen` so far.
    std::vector<pages::View> bands(Request const& request, nominate::Newcomers::Band chosen) const;
    /// Back to the list, or 409 if nothing was `changed`.
    Response done(Request const& request, bool changed) const;

    nominate::Newcomers& newcomers_;
    storage::Store const& store_;
    Clock const& clock_;
    pages::Pages const& pages_;
};

}  // namespace bot::web

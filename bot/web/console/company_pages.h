#pragma once

#include <functional>
#include <string>
#include <vector>

#include "bot/nominate/newcomers.h"
#include "bot/pages/pages.h"
#include "bot/web/http/request.h"
#include "storage/operators.h"

namespace bot::web {

/// /console/companies: names that nominators brought, to be accepted, merged or refused; and the size of
/// those known.
class CompanyPages {
public:
    CompanyPages(nominate::Newcomers& newcomers, storage::Store const& store, Clock const& clock,
                 pages::Pages const& pages)
        : newcomers_(newcomers), store_(store), clock_(clock), pages_(pages) {}

    Response all(Request const& request, storage::Operator const& person);
    Response accept(Request const& request, storage::Operator const& person);
    Response merge(Request const& request, storage::Operator const& person);
    Response refuse(Request const& request, storage::Operator const& person);
    Response set_band(Request const& request, storage::Operator const& person);

private:
    Response show_all(Request const& request, std::string const& problem, int status) const;
    std::vector<pages::View> newcomers(Request const& request) const;
    std::vector<pages::View> known(Request const& request,
                                   std::vector<storage::Company> const& companies) const;
    std::vector<pages::View> bands(Request const& request, nominate::Newcomers::Band chosen) const;
    Response done(Request const& request, bool changed) const;

    nominate::Newcomers& newcomers_;
    storage::Store const& store_;
    Clock const& clock_;
    pages::Pages const& pages_;
};

}  // namespace bot::web

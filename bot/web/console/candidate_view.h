#pragma once

#include <string>
#include <vector>

#include "bot/desk/queue.h"
#include "bot/pages/pages.h"
#include "bot/web/console/phrases.h"

namespace bot::web {

/// What an operator typed that was refused, and where to say why.
struct Problem {
    enum class Where { nowhere, page, answer, company, skip };
    Where where = Where::nowhere;
    std::string text;
};

/// The one card, in ready words. `companies` are offered by name; what `request.form` holds is shown again.
pages::View candidate_view(desk::Card const& card, std::vector<storage::Company> const& companies,
                           Problem const& problem, Request const& request, Phrases const& phrases,
                           std::size_t link_length);

}  // namespace bot::web

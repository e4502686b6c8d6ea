#pragma once

#include <string>
#include <vector>

#include "bot/desk/queue.h"
#include "bot/pages/pages.h"
#include "bot/web/phrases.h"

// What the desk knows, in ready words for the pages of the queue.
namespace bot::web {

/// What an operator typed that was refused, and where on the page to say why.
struct Problem {
    enum class Where { nowhere, page, answer, company, skip };
    Where where = Where::nowhere;
    /// The sentence to show, in the operator's language.
    std::string text;
};

/// The one card. `companies` are offered by name; what `request.form` holds is shown again. `link_length` is
/// how many characters an invite link has, so that the page can count the words as they will be sent.
pages::View candidate_view(desk::Card const& card, std::vector<storage::Company> const& companies,
                           Problem const& problem, Request const& request, Phrases const& phrases,
                           std::size_t link_length);

/// How many of this month's candidates were right, a sentence each: all, then the lanes of which enough were
/// judged. If there are too few in all, one sentence that says so.
std::vector<pages::View> month_views(desk::ThisMonth const& month, Phrases const& phrases);

}  // namespace bot::web

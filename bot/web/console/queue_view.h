#pragma once

#include <string>
#include <vector>

#include "bot/desk/desk.h"
#include "bot/desk/queue.h"
#include "bot/pages/pages.h"
#include "bot/web/phrases.h"

// What the desk knows, in ready words for the pages of the queue.
namespace bot::web {

/// Where on the page of the queue it is said that what an operator typed was refused.
enum class Where { page, answer, company, skip };

/// The one card. `companies` are offered by name; what the request's form holds is shown again, and at
/// `where` why it was refused, unless that is the page. `desk` tells how long the words are.
pages::View candidate_view(desk::Card const& card, std::vector<pages::View> companies, Where where,
                           Phrases const& phrases, desk::Desk const& desk);

/// "12 of 500": how long the words would be as they are sent, in the network's own count.
struct LengthShown {
    std::string words;
    bool over = false;  // too long
};
LengthShown length_shown(desk::Card const& card, std::string const& words, Phrases const& phrases,
                         desk::Desk const& desk);

/// What lists say of a candidate: the beginning of its `words`, and `where` it was written and how long ago.
pages::View line_view(storage::QueueLine const& line, desk::Queue const& queue, Phrases const& phrases);

/// How many of this month's candidates were right, a sentence each: all, then the lanes of which enough were
/// judged. If there are too few in all, one sentence that says so.
std::vector<pages::View> month_views(desk::ThisMonth const& month, Phrases const& phrases);

}  // namespace bot::web

#pragma once

#include <functional>
#include <string>
#include <vector>

#include "bot/desk/desk.h"
#include "bot/desk/queue.h"
#include "bot/pages/pages.h"
#include "bot/web/http/request.h"
#include "bot/web/phrases.h"
#include "storage/operators.h"

namespace bot::web {

/// /console/sent: what is about to leave, what a person sends by hand or has to settle, what became of the
/// rest, and what was skipped in the last day. What the desk refuses is said on the overview, with the status
/// of status_of(). What it is given outlives it; any thread.
class SentPages {
public:
    SentPages(desk::Queue const& queue, desk::Desk& desk, storage::Store const& store,
              pages::Pages const& pages, Clock const& clock);

    /// By state: waiting, sending, opened, unknown, and the last 50 that have ended.
    Response overview(Request const& request, storage::Operator const& person) const;
    /// /console/sent/{reply}: the words to copy and the address to open, while the answer is opened by hand.
    Response by_hand(Request const& request, storage::Operator const& person) const;
    /// Takes back what has not begun to leave; back to its card, the words as the next draft.
    Response undo(Request const& request, storage::Operator const& person);
    /// Takes `how`: sent, not_sent or unclear, as the operator says.
    Response settle(Request const& request, storage::Operator const& person);

private:
    /// The overview with a problem above it; "" for none.
    Response sent(Request const& request, std::string const& problem, int status) const;
    /// Does `act` and goes where it says; if it is refused, the overview with the reason.
    Response attempt(Request const& request, std::function<std::string()> const& act) const;

    /// The replies under one heading.
    pages::View group(std::string const& name, std::vector<storage::Reply> const& replies,
                      Request const& request, Phrases const& phrases) const;
    /// One reply: who approved it when, its state, what can be done about it.
    pages::View reply(storage::Reply const& reply, Request const& request, Phrases const& phrases) const;
    /// What was skipped in the last day, to be put back.
    std::vector<pages::View> skipped(Request const& request, Phrases const& phrases) const;

    desk::Queue const& queue_;
    desk::Desk& desk_;
    storage::Store const& store_;
    pages::Pages const& pages_;
    Clock const& clock_;
};

}  // namespace bot::web

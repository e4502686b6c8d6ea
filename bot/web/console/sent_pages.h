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

/// /console/sent: what is about to leave, what a person sends by hand or has to settle, and what became of
/// the rest.
class SentPages {
public:
    SentPages(desk::Queue const& queue, desk::Desk& desk, storage::Store const& store,
              pages::Pages const& pages, Clock const& clock);

    Response overview(Request const& request, storage::Operator const& person) const;
    Response by_hand(Request const& request, storage::Operator const& person) const;
    Response undo(Request const& request, storage::Operator const& person);
    Response settle(Request const& request, storage::Operator const& person);

private:
    Response sent(Request const& request, std::string const& problem, int status) const;
    Response attempt(Request const& request, std::function<std::string()> const& act) const;

    pages::View group(std::string const& name, std::vector<storage::Reply> const& replies,
                      Request const& request, Phrases const& phrases) const;
    pages::View reply(storage::Reply const& reply, Request const& request, Phrases const& phrases) const;
    std::vector<pages::View> skipped(Request const& request, Phrases const& phrases) const;

    desk::Queue const& queue_;
    desk::Desk& desk_;
    storage::Store const& store_;
    pages::Pages const& pages_;
    Clock const& clock_;
};

}  // namespace bot::web

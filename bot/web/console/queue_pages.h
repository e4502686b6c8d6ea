#pragma once

#include <functional>
#include <optional>
#include <string>

#include "bot/desk/desk.h"
#include "bot/desk/queue.h"
#include "bot/pages/pages.h"
#include "bot/web/console/queue_view.h"
#include "bot/web/http/request.h"
#include "storage/operators.h"

namespace bot::web {

/// /console/queue: the lanes on the left, one find as a card. Showing one changes nothing. Whoever decides
/// about it takes the lease with the same press, if nobody else has it; desk.js takes it as soon as the card
/// is open.
class QueuePages {
public:
    /// `public_url` is only measured: how long an invite link is.
    QueuePages(desk::Queue& queue, desk::Desk& desk, storage::Store const& store, pages::Pages const& pages,
               Clock const& clock, std::string const& public_url);

    Response queue(Request const& request, storage::Operator const& person) const;
    Response item(Request const& request, storage::Operator const& person) const;
    Response claim(Request const& request, storage::Operator const& person);
    Response skip(Request const& request, storage::Operator const& person);
    Response later(Request const& request, storage::Operator const& person);
    Response restore(Request const& request, storage::Operator const& person);
    Response set_company(Request const& request, storage::Operator const& person);
    Response approve(Request const& request, storage::Operator const& person);
    Response by_hand(Request const& request, storage::Operator const& person);

private:
    using Candidate = storage::CandidateId;
    /// Does `act` and goes where it says; if it is refused, the card again, with the reason at `where`.
    Response attempt(Request const& request, storage::Operator const& person, Problem::Where where,
                     std::function<std::string(Candidate const&)> const& act);

    /// Throws the refusal `edited` if the post's words are not those that the form was shown with.
    void check_read(Request const& request, Candidate const& id, storage::Operator const& person) const;

    Response page(Request const& request, storage::Operator const& person,
                  std::optional<Candidate> const& shown, bool one, Problem const& problem, int status) const;
    std::vector<pages::View> lanes(Request const& request, std::optional<Candidate> const& shown,
                                   Phrases const& phrases) const;
    std::vector<pages::View> lines(desk::Lane const& lane, Request const& request,
                                   std::optional<Candidate> const& shown, Phrases const& phrases) const;
    void say_what_happened(pages::View& view, Request const& request, Phrases const& phrases) const;

    desk::Queue& queue_;
    desk::Desk& desk_;
    storage::Store const& store_;
    pages::Pages const& pages_;
    Clock const& clock_;
    std::size_t const link_length_;
};

}  // namespace bot::web

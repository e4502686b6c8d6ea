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

/// /console/queue: the lanes on the left, one candidate as a card. Showing one changes nothing. A decision
/// takes the lease with the same press, if nobody else has it; desk.js takes it as soon as the card is open.
/// What the desk refuses is said on the card, beside the field it is about, with what was typed still there
/// and the status of status_of(). What it is given outlives it; any thread.
class QueuePages {
public:
    /// `public_url` is only measured: how long an invite link is.
    QueuePages(desk::Queue& queue, desk::Desk& desk, storage::Store const& store, pages::Pages const& pages,
               Clock const& clock, std::string const& public_url);

    /// The best candidate that nobody else holds. ?lane= lists one lane by 40, from ?after= on; ?did= and
    /// ?item= say what the last press did, with a button to undo it.
    Response queue(Request const& request, storage::Operator const& person) const;
    /// One candidate, whatever became of it; 404 if there is none.
    Response item(Request const& request, storage::Operator const& person) const;
    /// Takes or renews the lease and looks at the post again (desk::Queue::claim).
    Response claim(Request const& request, storage::Operator const& person);
    /// Takes `reason`, one of desk::skip_reasons, and `note`.
    Response skip(Request const& request, storage::Operator const& person);
    /// Puts it off for some hours.
    Response later(Request const& request, storage::Operator const& person);
    /// Puts back what was skipped.
    Response restore(Request const& request, storage::Operator const& person);
    /// Takes `company`, a name, handle or alias; "" is none that we know.
    Response set_company(Request const& request, storage::Operator const& person);
    /// Takes `words` and `read`, the SHA-256 of the post as the card showed it. By API: leaves in ten
    /// seconds.
    Response approve(Request const& request, storage::Operator const& person);
    /// The same, to be sent by a person: on to the page with the words to copy.
    Response by_hand(Request const& request, storage::Operator const& person);

private:
    using Candidate = storage::CandidateId;
    /// Does `act` and goes where it says; if it is refused, the card again, with the reason at `where`.
    Response attempt(Request const& request, storage::Operator const& person, Problem::Where where,
                     std::function<std::string(Candidate const&)> const& act);

    /// Throws the refusal `edited` if the post's words are not those that the form was shown with.
    void check_read(Request const& request, Candidate const& id, storage::Operator const& person) const;

    /// The page with that candidate's card, or with an empty place. `one`: the candidate was asked for by its
    /// address, so a phone shows it without the lanes.
    Response page(Request const& request, storage::Operator const& person,
                  std::optional<Candidate> const& shown, bool one, Problem const& problem, int status) const;
    std::vector<pages::View> lanes(Request const& request, std::optional<Candidate> const& shown,
                                   Phrases const& phrases) const;
    std::vector<pages::View> lines(desk::Lane const& lane, Request const& request,
                                   std::optional<Candidate> const& shown, Phrases const& phrases) const;
    /// What ?did= means, if it is one of our words.
    void say_what_happened(pages::View& view, Request const& request, Phrases const& phrases) const;

    desk::Queue& queue_;
    desk::Desk& desk_;
    storage::Store const& store_;
    pages::Pages const& pages_;
    Clock const& clock_;
    std::size_t const link_length_;
};

}  // namespace bot::web

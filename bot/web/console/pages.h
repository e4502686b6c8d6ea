#pragma once

#include <string>

#include "bot/account_linking/accounts.h"
#include "bot/desk/desk.h"
#include "bot/desk/queue.h"
#include "bot/learn/retrainer.h"
#include "bot/listen/health.h"
#include "bot/listen/watchlist/watch_list.h"
#include "bot/nominate/newcomers.h"
#include "bot/nominate/nominations.h"
#include "bot/pages/pages.h"
#include "bot/web/auth/sessions.h"
#include "bot/web/auth/sign_in.h"
#include "bot/web/http/request.h"
#include "storage/operators.h"

// The operators' console: what stands at which address, and what each form takes. A struct holds what its
// pages are made of, which outlives it; its members are the handlers that site.cpp lists. Showing changes
// nothing. A form that is done ends in a redirect; one that is refused gives the page it stands on again,
// with the reason above it and a status that says of what kind it is (status_of() in page.h). Who may open
// what is said in site.cpp, for each route. Any thread.
namespace bot::web {

/// /console/sign-in: getting into the console and out of it, by a one-time link (which sets the password) and
/// then by name and password. The forms take stale tokens too and show what was typed again, with status 403.
/// Only a path of the console is gone to after signing in, whatever the address says.
struct SignInPages {
    pages::Pages const& pages;
    SignIn& sign_in;
    Sessions& sessions;

    /// The form for name and password; ?next= is where to go afterwards, ?out= says that one is signed out.
    Response form(Request const& request) const;
    /// Signs in. 422 for a wrong name or password, which look alike; 429 after too many tries.
    Response send(Request const& request) const;
    /// The form for a new password, for the person who opens a one-time link; 404 if it is forged, used or
    /// too old.
    Response link(Request const& request) const;
    /// Sets the password, spends the link, and signs in. 422 if the password is too short or too long.
    Response set_password(Request const& request) const;
    /// Ends the session of this browser.
    Response sign_out(Request const& request, storage::Operator const& person) const;
    /// /console leads to the queue.
    Response home(Request const& request, storage::Operator const& person) const;
};

/// /console/queue: the lanes on the left, one candidate as a card. A decision
/// takes the lease with the same press, if nobody else has it; desk.js takes it as soon as the card is open.
/// What the desk refuses is said on the card, beside the field it is about, with what was typed still there
/// and the status of status_of().
struct QueuePages {
    desk::Queue& queue;
    desk::Desk& desk;
    storage::Store const& store;
    pages::Pages const& pages;
    Clock const& clock;
    std::string public_url;  // only measured: how long an invite link is

    /// The best candidate that nobody else holds. ?lane= lists one lane by 40, from ?after= on; ?did= and
    /// ?item= say what the last press did, with a button to undo it.
    Response next(Request const& request, storage::Operator const& person) const;
    /// One candidate, whatever became of it; 404 if there is none.
    Response item(Request const& request, storage::Operator const& person) const;
    /// Takes or renews the lease and looks at the post again (desk::Queue::claim).
    Response claim(Request const& request, storage::Operator const& person) const;
    /// Takes `reason`, one of desk::skip_reasons, and `note`.
    Response skip(Request const& request, storage::Operator const& person) const;
    /// Puts it off for some hours.
    Response later(Request const& request, storage::Operator const& person) const;
    /// Puts back what was skipped.
    Response restore(Request const& request, storage::Operator const& person) const;
    /// Takes `company`, a name, handle or alias; "" is none that we know.
    Response set_company(Request const& request, storage::Operator const& person) const;
    /// Takes `words` and `read`, the SHA-256 of the post as the card showed it. By API: leaves in ten
    /// seconds.
    Response approve(Request const& request, storage::Operator const& person) const;
    /// The same, to be sent by a person: on to the page with the words to copy.
    Response by_hand(Request const& request, storage::Operator const& person) const;
};

/// /console/sent: what is about to leave, what a person sends by hand or has to settle, what became of the
/// rest, and what was skipped in the last day. What the desk refuses is said on the overview, with the status
/// of status_of().
struct SentPages {
    desk::Queue const& queue;
    desk::Desk& desk;
    storage::Store const& store;
    pages::Pages const& pages;
    Clock const& clock;

    /// By state: waiting, sending, opened, unknown, and the last 50 that have ended.
    Response overview(Request const& request, storage::Operator const& person) const;
    /// /console/sent/{reply}: the words to copy and the address to open, while the answer is opened by hand.
    Response by_hand(Request const& request, storage::Operator const& person) const;
    /// Takes back what has not begun to leave; back to its card, the words as the next draft.
    Response undo(Request const& request, storage::Operator const& person) const;
    /// Takes `how`: sent, not_sent or unclear, as the operator says.
    Response settle(Request const& request, storage::Operator const& person) const;
};

/// /console/companies: names that nominators brought, to be accepted, merged or refused; and the size band of
/// the companies that are known; forms are shown to leads only. A size is a form's `band`: small, medium,
/// large, or "" for not known. Each POST ends in a redirect to the list; what it could not do is said on the
/// list, with status 422 (a band that is none, a company to merge into that is not active) or 409 (another
/// operator decided first).
struct CompanyPages {
    nominate::Newcomers& newcomers;
    storage::Store const& store;
    Clock const& clock;
    pages::Pages const& pages;

    /// Both lists. ?find= narrows those known by a part of their name; at most 100 are shown.
    Response all(Request const& request, storage::Operator const& person) const;
    /// The newcomer is a company of its own, of that size.
    Response accept(Request const& request, storage::Operator const& person) const;
    /// The newcomer is another spelling of the company named `into`, which takes over its nominations.
    Response merge(Request const& request, storage::Operator const& person) const;
    /// The newcomer is no company that can be nominated.
    Response refuse(Request const& request, storage::Operator const& person) const;
    /// Of a company that is known.
    Response set_band(Request const& request, storage::Operator const& person) const;
};

/// /console/nominations: how many there are in each state this season, each of them, the newest first, and
/// the way to make one void or to let its story be shown. No address and no hash of one is shown: an operator
/// judges what was written, not who wrote it. Each POST goes back to the page of the list it came from
/// (`after`), at the nomination it changed.
struct NominationPages {
    nominate::Nominations& nominations;
    storage::Store& store;
    Clock const& clock;
    pages::Pages const& pages;

    /// A page of 100; ?after= is the id of the last nomination of the page before.
    Response all(Request const& request, storage::Operator const& person) const;
    /// Takes `reason`, one of Nominations::void_reasons(); 422 if it is none, 409 if the nomination does not
    /// count (any more). The nominator sees the reason on the private page.
    Response make_void(Request const& request, storage::Operator const& person) const;
    /// Lets the published site show the story. Takes `read`, the hash of the words the list showed; 409 if
    /// they are others by now, or gone, or their nominator did not allow it.
    Response show_story(Request const& request, storage::Operator const& person) const;
    /// Takes the story off the published site.
    Response hide_story(Request const& request, storage::Operator const& person) const;
};

/// /console/season: the seasons, each with what comes next and when, every step with who took it and why, what is
/// still open, and for leads a button for the next step; a season is made and changed while it is a draft. A step
/// or a draft that is refused is said above the page: 422, or 409 if another person or the clock was quicker.
struct SeasonPages {
    storage::Store& store;
    Clock const& clock;
    pages::Pages const& pages;
    std::size_t operators_told;  // addresses that get the mails about a season

    /// All seasons, the newest first.
    Response all(Request const& request, storage::Operator const& person) const;
    /// One of them; 404 if there is none.
    Response one(Request const& request, storage::Operator const& person) const;
    /// Takes `step`, the state that the page showed as the next, and `reason`, which is needed before its date.
    Response take(Request const& request, storage::Operator const& person) const;
    /// The form for a new draft.
    Response fresh(Request const& request, storage::Operator const& person) const;
    /// Takes that form (nominate::SeasonForm).
    Response add(Request const& request, storage::Operator const& person) const;
    /// The form of a draft; a season that is none leads back to its page.
    Response edit(Request const& request, storage::Operator const& person) const;
    /// Takes it, all but the id.
    Response change(Request const& request, storage::Operator const& person) const;
};

/// /console/networks: how each network fares, what to do about one that does not, and a button to have it
/// asked again at once. Networks that could have an account and are not enabled are listed below.
struct NetworkPages {
    listen::Health& health;
    account_linking::Accounts const& accounts;
    Clock const& clock;
    pages::Pages const& pages;

    /// Each network with its state, its last error, what it read and spent, and when it is asked next.
    Response all(Request const& request, storage::Operator const& person) const;
    /// Makes the network due now. 409 on the same page if it is not waiting, or may not be asked yet.
    Response try_now(Request const& request, storage::Operator const& person) const;

    /// What the console's pages say above all else while a network is in trouble, naming each; "" if none is.
    std::string banner(Request const& request) const;
};

/// /console/networks/{network}/connect: an operator links the account we answer with, on the network's own
/// page and back, or by a form for what lets us in; and disconnects it again. A network that wants no account
/// gets 404. Nothing typed as a password is shown again.
/// A step that failed shows the form with what went wrong and status 422. Any thread; the POSTs block while
/// the network is asked.
struct ConnectPages {
    account_linking::Accounts& accounts;
    pages::Pages const& pages;

    /// What the network asks for, or the pending link to its own page, or what the settings lack.
    Response form(Request const& request, storage::Operator const& person) const;
    /// Takes `server`, `handle`, `password` and `way` ("code": paste a code instead of coming back).
    /// Afterwards the account is connected, or the page has a link to the network's own.
    Response begin(Request const& request, storage::Operator const& person) const;
    /// A GET that changes something, because networks come back by one: the state it brings is the token.
    Response back(Request const& request, storage::Operator const& person) const;
    /// The `code` that the network's page showed, pasted.
    Response code(Request const& request, storage::Operator const& person) const;
    /// Drops the link that was begun.
    Response stop(Request const& request, storage::Operator const& person) const;
    /// Says what disconnecting means and asks once more; back to the form if there is nothing to disconnect.
    Response ask_disconnect(Request const& request, storage::Operator const& person) const;
    Response disconnect(Request const& request, storage::Operator const& person) const;
};

/// /console/watch: what is listened for. A query is tried before it is kept: what each network would be
/// asked, what it costs, and which of the posts we already have would match. The operator who adds it is its
/// author; another one is its steward and reviews it from time to time.
struct WatchPages {
    listen::WatchList& list;
    storage::Store const& store;
    Clock const& clock;
    pages::Pages const& pages;

    /// Every query, with what is wrong with it by now and whether its review is due.
    Response all(Request const& request, storage::Operator const& person) const;
    /// The form, and with ?words= (and ?network=) what they would bring.
    Response fresh(Request const& request, storage::Operator const& person) const;
    /// Takes `words`, `network` ("" for all), `steward` (a name) and `review` (a day, YYYY-MM-DD). 422 with
    /// what is wrong at each field, 409 if there is such a query already.
    Response add(Request const& request, storage::Operator const& person) const;
    /// Listens for it no more. 409 if another operator did so first.
    Response retire(Request const& request, storage::Operator const& person) const;
    /// Takes the next `review` day. 403 for the author, who cannot review what they wrote, 422 for a day that
    /// is none or past, 409 if the query is gone.
    Response review(Request const& request, storage::Operator const& person) const;
};

/// /console/learning: how many candidates were right this month, which version of the model classifies now,
/// what became of each retraining, and for leads the way back to an earlier version.
struct LearningPages {
    learn::Retrainer& retrainer;
    desk::Queue const& queue;
    storage::Store const& store;
    Clock const& clock;
    pages::Pages const& pages;

    /// The newest 20 versions, each compared with the one before on decisions that neither had learned from.
    Response all(Request const& request, storage::Operator const& person) const;
    /// Takes `version`: a number, 0 for the base model. 404 if there is no such version,
    /// 409 if its file cannot be used, 422 if it is no number. The detector takes it up within seconds.
    Response go_back(Request const& request, storage::Operator const& person) const;
};

}  // namespace bot::web

#pragma once

#include <filesystem>

#include "bot/nominate/follow_up.h"
#include "bot/nominate/nominations.h"
#include "bot/pages/pages.h"
#include "bot/web/http/request.h"

// The pages that everybody reaches: what stands at which address, and what each form takes. A struct holds
// what its pages are made of, which outlives it; its members are the handlers that site.cpp lists. Any
// thread.
namespace bot::web {

/// /nominate and /n/{token}: the form, empty or for the invited company. While no season is open another page
/// says so, and when the next one opens.
struct FormPages {
    nominate::Nominations& nominations;
    nominate::Invitations const& invitations;
    storage::Store const& store;
    Keys const& keys;
    Clock const& clock;
    pages::Pages const& pages;
    bool outbox;  // mails land in a folder that /outbox shows

    /// The empty form; ?company= and ?category= fill those fields.
    Response form(Request const& request) const;
    /// The form for the company that the invitation is for; the open season's, with a line about it, if the
    /// invitation was one to a season that is over. A token that is forged, used or expired gives the
    /// empty form with a line that the invitation is gone; none of these can be told apart.
    Response invited(Request const& request) const;
    /// Takes the form; on to "sent". What is wrong with a field is said beside it (422), and what was typed
    /// is shown again, also when the form token was too old (403). Nothing is stored then.
    Response send(Request const& request) const;
    /// "Look for our mail"; the same for everybody, so that nobody learns what we have.
    Response sent(Request const& request) const;
};

/// What a private link leads to: /confirm/{token} makes the nomination count, /mine/{token} shows it, takes
/// it back or erases it. Showing changes nothing, so that a mail server which opens links does no harm. A
/// link that is forged, expired or replaced gets one and the same page (404).
struct PrivatePages {
    nominate::Nominations& nominations;
    storage::Store const& store;
    Keys const& keys;
    pages::Pages const& pages;

    /// The button that makes it count; what it says if it counts already, else on to "mine".
    Response confirm(Request const& request) const;
    /// Confirms; twice does no harm.
    Response count(Request const& request) const;
    /// What we hold of it, and what can still be done with it.
    Response mine(Request const& request) const;
    /// Takes `do`: withdraw, or erase with `sure` ticked (422 without).
    Response change(Request const& request) const;
};

/// /follow-up/{token}: "did it end well?" with three buttons; asked by mail two weeks after, of those who
/// agreed. A link that leads nowhere gets the page of private links.
struct FollowUpPages {
    nominate::FollowUps& follow_ups;
    storage::Store const& store;
    pages::Pages const& pages;

    /// The question, or thanks if it was answered.
    Response question(Request const& request) const;
    /// Takes `answer`: yes, partly or no. The first one counts.
    Response answer(Request const& request) const;
};

/// /outbox: the demo's mails, so that a newcomer finds the link that would have come by mail. Anyone who
/// reaches it can read them all: it is listed only where the program says so. Reads the folder at each
/// request.
struct OutboxPages {
    std::filesystem::path folder;
    pages::Pages const& pages;

    /// The newest 50, each with its subject and whom it is to.
    Response all(Request const& request) const;
    /// /outbox/{mail}: one mail, its addresses as links. Throws UserError `not_found`.
    Response one(Request const& request) const;
};

}  // namespace bot::web

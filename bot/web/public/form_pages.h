#pragma once

#include <string>
#include <vector>

#include "bot/nominate/form.h"
#include "bot/nominate/nominations.h"
#include "bot/pages/pages.h"
#include "bot/web/http/request.h"

namespace bot::web {

/// What the form's page shows besides what was typed into it.
struct FormPage {
    /// The invited company's name, if the page was reached through an invitation.
    std::string invited;
    /// There was an invitation, and it leads nowhere.
    bool invite_gone = false;
    /// Why it comes back although nothing in a field is wrong.
    std::string notice;
    /// What is wrong, field by field; each is said at its field and in a list above.
    std::vector<nominate::Mistake> mistakes;
    /// Names to choose from while typing.
    std::vector<std::string> companies;
};

/// /nominate and /n/{token}: the form, empty or for the invited company. While no season is open another page
/// says so, and when the next one opens. What it is given outlives it; any thread.
class FormPages {
public:
    /// `outbox`: mails land in a folder that /outbox shows.
    FormPages(nominate::Nominations& nominations, nominate::Invitations const& invitations,
              storage::Store const& store, Keys const& keys, Clock const& clock, pages::Pages const& pages,
              bool outbox)
        : nominations_(nominations),
          invitations_(invitations),
          store_(store),
          keys_(keys),
          clock_(clock),
          pages_(pages),
          outbox_(outbox) {}

    /// The empty form; ?company= and ?category= fill those fields.
    Response form(Request const& request);
    /// The form for the company that the invitation is for. A token that is forged, used or expired gives the
    /// empty form with a line that the invitation is gone; none of these can be told apart.
    Response invited(Request const& request);
    /// Takes the form; on to "sent". What is wrong with a field is said beside it (422), and what was typed
    /// is shown again, also when the form token was too old (403). Nothing is stored then.
    Response send(Request const& request);
    /// "Look for our mail"; the same for everybody, so that nobody learns what we have.
    Response sent(Request const& request);

private:
    /// With what was typed, and a new time stamp where the form lacks a valid one.
    Response show_form(Request const& request, nominate::Form const& form, FormPage page, int status) const;
    /// The page while no season is open.
    Response closed(Request const& request) const;

    nominate::Nominations& nominations_;
    nominate::Invitations const& invitations_;
    storage::Store const& store_;
    Keys const& keys_;
    Clock const& clock_;
    pages::Pages const& pages_;
    bool const outbox_;
};

}  // namespace bot::web

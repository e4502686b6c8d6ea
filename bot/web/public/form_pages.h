#pragma once

#include <string>
#include <vector>

#include "bot/nominate/form.h"
#include "bot/nominate/nominations.h"
#include "bot/pages/pages.h"
#include "bot/web/http/request.h"

namespace bot::web {

/// What the form's page shows besides the form.
struct FormPage {
    std::string invited;  // the invited company's name, if the page was reached through an invitation
    bool invite_gone = false;
    std::string notice;  // why it comes back although nothing in a field is wrong
    std::vector<nominate::Mistake> mistakes;
    std::vector<std::string> companies;  // to choose from while typing
};

/// /nominate and /n/{token}: the form, empty or for the invited company.
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

    Response form(Request const& request);
    Response invited(Request const& request);
    /// Takes stale form tokens too: what was typed is shown again.
    Response send(Request const& request);
    Response sent(Request const& request);

private:
    Response show_form(Request const& request, nominate::Form const& form, FormPage page, int status) const;
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

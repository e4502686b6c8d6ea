#pragma once

#include <string>
#include <vector>

#include "bot/nominate/form.h"
#include "bot/pages/pages.h"
#include "bot/pages/words.h"

namespace bot::web {

/// What the form's page shows besides the form.
struct FormPage {
    std::string invited;  // the invited company's name, if the page was reached through an invitation
    bool invite_gone = false;
    std::string notice;  // why it comes back although nothing in a field is wrong
    std::vector<nominate::Mistake> mistakes;
    std::vector<std::string> companies;  // to choose from while typing
};

/// The form with what was typed, in ready words.
pages::View form_view(pages::Words const& words, std::string const& language, nominate::Form const& form,
                      nominate::Season const& season, nominate::Limits const& limits, FormPage const& page);

}  // namespace bot::web

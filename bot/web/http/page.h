#pragma once

#include <string>
#include <string_view>

#include "bot/base/user_error.h"
#include "bot/pages/pages.h"
#include "bot/web/http/request.h"

// Pages as responses: what a handler shows, and the designed page for whatever went wrong. Any thread.
namespace bot::web {

/// The page, in the visitor's language, with what the layouts need besides: `path`, `form_token`, `operator`,
/// `banner`, `trouble`; and `problem`, which says what was refused. The handler sets `title` and what its
/// template shows. Without a status: the request's, 200 unless it is from refused().
Response show(pages::Pages const& pages, Request const& request, std::string_view page, pages::View view,
              std::optional<int> status = {});

/// The message in the visitor's language.
std::string say(pages::Pages const& pages, Request const& request, std::string_view key,
                pages::Arguments const& arguments = {});

/// The status of a page that tells a person what was refused, and shows what they wrote again: 422 for what
/// is invalid, else that of the error page for it.
int status_of(UserError::Kind kind);

/// What an error page adds to the fault's own words.
struct Details {
    std::string text{};       // replaces the fault's, e.g. a UserError's
    std::string reference{};  // to find it in the log
};

/// The designed page for a fault, in the visitor's language, with its status; the console's while an operator
/// is signed in. Never throws: if the page itself cannot be made, plain words come back.
Response error_page(pages::Pages const& pages, Request const& request, Fault fault,
                    Details const& details = {});

/// To be called in a catch: logs what is not the visitor's doing and gives the page for the exception being
/// handled. The text of a UserError is shown; of any other only the reference number in the log.
Response page_for_exception(pages::Pages const& pages, Request const& request);

}  // namespace bot::web

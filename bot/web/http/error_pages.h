#pragma once

#include <string>

#include "bot/pages/pages.h"
#include "bot/web/http/request.h"

namespace bot::web {

/// What can be wrong with a request, as far as the visitor is concerned.
enum class Fault {
    bad_request,
    bad_text,
    forbidden,
    stale,
    signed_out,
    not_found,
    method,
    conflict,
    too_large,
    too_many,
    broken,
    unavailable
};

/// What the page adds to the fault's own words.
struct Details {
    std::string text{};       // replaces the fault's, e.g. a UserError's
    std::string reference{};  // to find it in the log
};

/// The designed page for it, in the visitor's language, with its status. Never throws: if the page itself
/// cannot be made, plain words come back.
Response error_page(pages::Pages const& pages, Request const& request, Fault fault,
                    Details const& details = {});

/// To be called in a catch: logs what is not the visitor's doing and gives the page for the exception being
/// handled.
Response page_for_exception(pages::Pages const& pages, Request const& request);

}  // namespace bot::web

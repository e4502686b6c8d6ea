#pragma once

#include <string_view>

#include "bot/pages/pages.h"
#include "bot/web/http/request.h"

namespace bot::web {

/// The page, in the visitor's language, with what the layouts need besides: `path`, `form_token`, `operator`.
/// The handler sets `title` and what its template shows.
Response show(pages::Pages const& pages, Request const& request, std::string_view page, pages::View view,
              int status = 200);

}  // namespace bot::web

#include "bot/web/http/show.h"

namespace bot::web {

Response show(pages::Pages const& pages, Request const& request, std::string_view page, pages::View view,
              int status) {
    view.set("path", request.path)
        .set("dynamic", true)
        .set("english", request.root == "/en")
        .set("form_token", request.form_token)
        .set("operator", request.operator_name)
        .set("banner", request.banner);
    return html(pages.render(page, request.language, view), status);
}

}  // namespace bot::web

#include "bot/web/http/request.h"

#include "bot/web/http/forms.h"

namespace bot::web {

std::optional<std::string> Request::cookie(std::string_view name) const {
    auto const sent = header("cookie");
    return sent ? cookie_named(*sent, name) : std::nullopt;
}

Response html(std::string body, int status) {
    Response response;
    response.status = status;
    response.body = std::move(body);
    return response;
}

Response redirect(std::string const& to) {
    Response response;
    response.status = 303;
    response.headers.emplace_back("Location", to);
    return response;
}

}  // namespace bot::web

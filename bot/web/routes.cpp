#include "bot/web/routes.h"

#include "bot/web/site.h"

namespace bot::web {

namespace {

/// A handler object's member as a route's handler.
template <class Handler>
PublicHandler to(Handler& handler, Response (Handler::*member)(Request const&)) {
    return [&handler, member](Request const& request) { return (handler.*member)(request); };
}

template <class Handler>
ConsoleHandler to(Handler& handler, Response (Handler::*member)(Request const&, storage::Operator const&)) {
    return [&handler, member](Request const& request, storage::Operator const& person) {
        return (handler.*member)(request, person);
    };
}

constexpr auto tell_handler = Routes::Stale::tell_handler;

void add_console(Routes& routes, Console const& console) {
    using console::SignInPages;
    auto& sign_in = console.sign_in;
    routes.get("/console/sign-in", to(sign_in, &SignInPages::form));
    routes.post("/console/sign-in", to(sign_in, &SignInPages::send), tell_handler);
    routes.get("/console/sign-in/{token}", to(sign_in, &SignInPages::link));
    routes.post("/console/sign-in/{token}", to(sign_in, &SignInPages::set_password), tell_handler);
    routes.console_post("/console/sign-out", to(sign_in, &SignInPages::sign_out));
    routes.console_get("/console", to(sign_in, &SignInPages::home));
}

void add_public(Routes&, Public const&) {}

}  // namespace

Routes site(Console const& console, Public const& visitors) {
    Routes routes;
    add_public(routes, visitors);
    add_console(routes, console);
    return routes;
}

}  // namespace bot::web

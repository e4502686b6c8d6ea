#include "bot/web/routes.h"

#include "bot/web/site.h"

namespace bot::web {

namespace {

/// A member of a handler object as a route's handler.
template <class Handler, class Member>
auto to(Handler& handler, Member member) {
    return [&handler, member](auto const&... arguments) { return (handler.*member)(arguments...); };
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

    auto& queue = console.queue;
    routes.console_get("/console/queue", to(queue, &QueuePages::queue));
    routes.console_get("/console/queue/{candidate}", to(queue, &QueuePages::item));
    routes.console_post("/console/queue/{candidate}/claim", to(queue, &QueuePages::claim));
    routes.console_post("/console/queue/{candidate}/skip", to(queue, &QueuePages::skip));
    routes.console_post("/console/queue/{candidate}/later", to(queue, &QueuePages::later));
    routes.console_post("/console/queue/{candidate}/restore", to(queue, &QueuePages::restore));
    routes.console_post("/console/queue/{candidate}/company", to(queue, &QueuePages::set_company));
    routes.console_post("/console/queue/{candidate}/approve", to(queue, &QueuePages::approve));
    routes.console_post("/console/queue/{candidate}/by-hand", to(queue, &QueuePages::by_hand));

    auto& sent = console.sent;
    routes.console_get("/console/sent", to(sent, &SentPages::overview));
    routes.console_get("/console/sent/{reply}", to(sent, &SentPages::by_hand));
    routes.console_post("/console/sent/{reply}/undo", to(sent, &SentPages::undo));
    routes.console_post("/console/sent/{reply}/settle", to(sent, &SentPages::settle));
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

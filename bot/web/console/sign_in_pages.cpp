#include "bot/text/code_points.h"
#include "bot/web/console/pages.h"
#include "bot/web/http/page.h"

namespace bot::web {

namespace {

/// Only pages of the console, whatever the address says.
std::string console_page(std::string const& next) {
    return is_plain_path(next) && next.starts_with("/console/") && !next.starts_with("/console/sign-")
               ? next
               : "/console/queue";
}

/// The form for a new password, with the message of `error` and its `limit` if one is given.
Response password_form(SignInPages const& self, Request const& request, storage::Operator const& person,
                       char const* error = nullptr, std::size_t limit = 0) {
    auto const say = [&](char const* key, pages::Arguments const& arguments) {
        return web::say(self.pages, request, key, arguments);
    };
    auto const number = [](std::size_t n) { return static_cast<long long>(n); };
    auto view = pages::View()
                    .set("title", say("sign_in.welcome", {{"name", person.name}}))
                    .set("name", person.name)
                    .set("hint", say("sign_in.password_hint", {{"n", number(Passwords::shortest)}}))
                    .set("error", error != nullptr ? say(error, {{"n", number(limit)}}) : "")
                    .set("stale", !request.token_ok);
    return show(self.pages, request, "set-password", std::move(view),
                !request.token_ok  ? 403
                : error != nullptr ? 422
                                   : 200);
}

/// A redirect that carries the new session's cookie.
Response signed_in(SignInPages const& self, Request const& request, storage::OperatorId const& person,
                   std::string const& next) {
    auto response = redirect(next);
    response.headers.emplace_back("Set-Cookie", self.sessions.begin(person, request));
    return response;
}

Response link_gone(SignInPages const& self, Request const& request) {
    auto view = pages::View().set("title", say(self.pages, request, "sign_in.gone"));
    return show(self.pages, request, "link-gone", std::move(view), 404);
}

}  // namespace

Response SignInPages::form(Request const& request) const {
    bool const back = request.method == "POST";
    auto view = pages::View()
                    .set("title", say(pages, request, "sign_in.title"))
                    .set("name", request.form.text("name").substr(0, 400))
                    .set("next", back ? request.form.text("next") : request.query.text("next"))
                    .set("notice", request.query.find("out") ? say(pages, request, "sign_in.signed_out") : "")
                    .set("error", request.problem)
                    .set("stale", !request.token_ok);
    return show(pages, request, "sign-in", std::move(view));
}

Response SignInPages::send(Request const& request) const {
    if (!request.token_ok) return form(refused(request, "", 403));
    auto const result =
        sign_in.by_password(request.form.text("name"), request.form.text("password"), request.client,
                            request.cookie(KnownDevices::cookie_name).value_or(""));
    if (result.person)
        return signed_in(*this, request, *result.person, console_page(request.form.text("next")));
    if (result.refusal == SignIn::Refusal::too_often)
        return form(refused(request, say(pages, request, "sign_in.too_often"), 429));
    return form(refused(request, say(pages, request, "sign_in.wrong"), 422));
}

Response SignInPages::link(Request const& request) const {
    auto const person = sign_in.owner_of(request.param("token"));
    return person ? password_form(*this, request, *person) : link_gone(*this, request);
}

Response SignInPages::set_password(Request const& request) const {
    auto const person = sign_in.owner_of(request.param("token"));
    if (!person) return link_gone(*this, request);
    auto const password = request.form.text("password");
    if (!request.token_ok) return password_form(*this, request, *person);
    if (text::count_code_points(password) < Passwords::shortest)
        return password_form(*this, request, *person, "sign_in.too_short", Passwords::shortest);
    if (password.size() > Passwords::longest)
        return password_form(*this, request, *person, "sign_in.too_long", Passwords::longest);
    auto const id = sign_in.by_link(request.param("token"), password);
    return id ? signed_in(*this, request, *id, "/console/queue") : link_gone(*this, request);
}

Response SignInPages::sign_out(Request const& request, storage::Operator const&) const {
    auto response = redirect("/console/sign-in?out=1");
    response.headers.emplace_back("Set-Cookie", sessions.end(request));
    return response;
}

Response SignInPages::home(Request const&, storage::Operator const&) const {
    return redirect("/console/queue");
}

}  // namespace bot::web

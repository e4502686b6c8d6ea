#include "bot/web/console/sign_in_pages.h"

#include <algorithm>

#include "bot/text/code_points.h"
#include "bot/web/http/page.h"

namespace bot::web {

namespace {

/// Only pages of the console, whatever the address says.
std::string console_page(std::string const& next) {
    return is_plain_path(next) && next.starts_with("/console/") && !next.starts_with("/console/sign-")
               ? next
               : "/console/queue";
}

}  // namespace

Response SignInPages::form(Request const& request) {
    return form_with(request, "", 200);
}

Response SignInPages::form_with(Request const& request, std::string const& error_key, int status) {
    auto const& words = pages_.words();
    auto const say = [&](std::string const& key) {
        return key.empty() ? "" : words.say(request.language, key);
    };
    bool const back = request.method == "POST";
    auto view = pages::View()
                    .set("title", say("sign_in.title"))
                    .set("name", request.form.text("name").substr(0, 400))
                    .set("next", back ? request.form.text("next") : request.query.text("next"))
                    .set("notice", say(request.query.find("out") ? "sign_in.signed_out" : ""))
                    .set("error", say(error_key))
                    .set("stale", !request.token_ok);
    return show(pages_, request, "sign-in", std::move(view), status);
}

Response SignInPages::send(Request const& request) {
    if (!request.token_ok) return form_with(request, "", 403);
    auto const result =
        sign_in_.by_password(request.form.text("name"), request.form.text("password"), request.client);
    if (result.person) return signed_in(request, *result.person, console_page(request.form.text("next")));
    bool const too_often = result.refusal == SignIn::Refusal::too_often;
    return form_with(request, too_often ? "sign_in.too_often" : "sign_in.wrong", too_often ? 429 : 422);
}

Response SignInPages::link(Request const& request) {
    auto const person = sign_in_.owner_of(request.param("token"));
    return person ? password_form(request, *person, "") : link_gone(request);
}

Response SignInPages::password_form(Request const& request, storage::Operator const& person,
                                    std::string const& error_key) {
    auto const say = [&](char const* key, pages::Arguments const& arguments) {
        return web::say(pages_, request, key, arguments);
    };
    long long const limit = error_key == "sign_in.too_long" ? Passwords::longest : Passwords::shortest;
    auto view =
        pages::View()
            .set("title", say("sign_in.welcome", {{"name", person.name}}))
            .set("name", person.name)
            .set("hint", say("sign_in.password_hint", {{"n", static_cast<long long>(Passwords::shortest)}}))
            .set("error", error_key.empty() ? "" : say(error_key.c_str(), {{"n", limit}}))
            .set("stale", !request.token_ok);
    return show(pages_, request, "set-password", std::move(view),
                !request.token_ok   ? 403
                : error_key.empty() ? 200
                                    : 422);
}

Response SignInPages::set_password(Request const& request) {
    auto const person = sign_in_.owner_of(request.param("token"));
    if (!person) return link_gone(request);
    auto const password = request.form.text("password");
    if (!request.token_ok) return password_form(request, *person, "");
    if (text::count_code_points(password) < Passwords::shortest)
        return password_form(request, *person, "sign_in.too_short");
    if (password.size() > Passwords::longest) return password_form(request, *person, "sign_in.too_long");
    auto const id = sign_in_.by_link(request.param("token"), password);
    return id ? signed_in(request, *id, "/console/queue") : link_gone(request);
}

Response SignInPages::signed_in(Request const& request, storage::OperatorId const& person,
                                std::string const& next) {
    auto response = redirect(next);
    response.headers.emplace_back("Set-Cookie", sessions_.begin(person, request));
    return response;
}

Response SignInPages::link_gone(Request const& request) {
    auto view = pages::View().set("title", say(pages_, request, "sign_in.gone"));
    return show(pages_, request, "link-gone", std::move(view), 404);
}

Response SignInPages::sign_out(Request const& request, storage::Operator const&) {
    auto response = redirect("/console/sign-in?out=1");
    response.headers.emplace_back("Set-Cookie", sessions_.end(request));
    return response;
}

Response SignInPages::home(Request const&, storage::Operator const&) {
    return redirect("/console/queue");
}

}  // namespace bot::web

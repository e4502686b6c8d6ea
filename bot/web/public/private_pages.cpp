#include "bot/web/public/private_pages.h"

#include "bot/web/http/page.h"
#include "bot/web/phrases.h"
#include "storage/companies.h"

namespace bot::web {
namespace {

using pages::View;
using State = storage::Nomination::State;

/// One page for every link that leads nowhere any more.
Response gone(pages::Pages const& pages, Request const& request) {
    auto view = View().set("title", say(pages, request, "confirm.gone_title"));
    return show(pages, request, "confirm-gone", std::move(view), 404);
}

}  // namespace

std::string PrivatePages::company_name(storage::Nomination const& nomination) const {
    auto const company = storage::companies::resolved(store_, nomination.company);
    return company ? company->name : "";
}

Response PrivatePages::confirm(Request const& request) {
    auto const nomination = nominations_.find(request.param("token"));
    if (!nomination) return gone(pages_, request);
    if (nomination->state == State::counted) return counted(request, *nomination);
    if (nomination->state != State::unconfirmed)
        return redirect(request.link("/mine/" + request.param("token")));
    auto const company = company_name(*nomination);
    View view;
    view.set("at_nominate", true)
        .set("title", say(pages_, request, "confirm.title"))
        .set("text", say(pages_, request, "confirm.text", {{"company", company}}));
    view.set("company", company);
    view.set("category", category_title(pages_.words(), request.language, nomination->category));
    view.set("action", request.link("/confirm/" + request.param("token")));
    return show(pages_, request, "confirm", std::move(view));
}

Response PrivatePages::count(Request const& request) {
    auto const nomination = nominations_.confirm(request.param("token"), request.language);
    if (!nomination) return gone(pages_, request);
    return redirect(request.link("/confirm/" + request.param("token")));
}

Response PrivatePages::counted(Request const& request, storage::Nomination const& nomination) const {
    auto const company = storage::companies::resolved(store_, nomination.company);
    auto const pending = company && company->state == storage::Company::State::pending;
    auto const ask_on = nomination.confirmed_at.value() + nominations_.settings().follow_up_after;
    View view;
    view.set("title", say(pages_, request, "confirm.done_title"));
    view.set("text", say(pages_, request, pending ? "confirm.done_pending" : "confirm.done_text",
                         {{"company", company ? company->name : ""}}));
    view.set("ask", nomination.may_ask ? say(pages_, request, "confirm.done_ask",
                                             {{"day", pages_.words().day(request.language, ask_on)}})
                                       : "");
    view.set("mine", request.link("/mine/" + request.param("token")));
    return show(pages_, request, "confirm-done", std::move(view));
}

Response PrivatePages::mine(Request const& request) {
    auto const nomination = nominations_.find(request.param("token"));
    return nomination ? show_mine(request, *nomination, false, 200) : gone(pages_, request);
}

Response PrivatePages::change(Request const& request) {
    auto const token = request.param("token");
    auto const nomination = nominations_.find(token);
    if (!nomination) return gone(pages_, request);
    if (request.form.text("do") == "erase") {
        if (request.form.text("sure").empty()) return show_mine(request, *nomination, true, 422);
        nominations_.erase(token, request.language);
    } else if (request.form.text("do") == "withdraw") {
        nominations_.withdraw(token, request.language);
    }
    return redirect(request.link("/mine/" + token));
}

Response PrivatePages::show_mine(Request const& request, storage::Nomination const& nomination,
                                 bool sure_missing, int status) const {
    auto const& words = pages_.words();
    auto const live = nomination.state == State::counted || nomination.state == State::unconfirmed;
    auto const open = nominations_.season_open(nomination.season);
    auto const person = nomination.sealed_person ? keys_.open(*nomination.sealed_person) : std::nullopt;
    auto const credit = say(pages_, request,
                            nomination.credit == storage::Nomination::Credit::team     ? "form.credit_team"
                            : nomination.credit == storage::Nomination::Credit::person ? "form.credit_person"
                                                                                       : "form.credit_both");
    View view;
    view.set("title", say(pages_, request, "mine.title")).set("company", company_name(nomination));
    view.set("category", category_title(words, request.language, nomination.category));
    view.set("state", state_text(words, request.language, nomination));
    view.set("erased", nomination.erased_at.has_value()).set("kept", !nomination.erased_at);
    view.set("credit", person ? credit + " · " + *person : credit);
    view.set("story", nomination.story.value_or(""));
    view.set("story_use",
             say(pages_, request, nomination.may_publish ? "mine.story_public" : "mine.story_private"));
    view.set("can_withdraw", live && open).set("closed", live && !open);
    view.set("can_confirm", nomination.state == State::unconfirmed);
    view.set("confirm", request.link("/confirm/" + request.param("token")));
    view.set("action", request.link("/mine/" + request.param("token"))).set("sure_missing", sure_missing);
    return show(pages_, request, "mine", std::move(view), status);
}

Response FollowUpPages::question(Request const& request) {
    auto const say = [&](char const* key, pages::Arguments const& arguments = {}) {
        return web::say(pages_, request, key, arguments);
    };
    auto const found = follow_ups_.find(request.param("token"));
    if (!found) return gone(pages_, request);
    View view;
    auto const company = storage::companies::resolved(store_, found->nomination.company);
    view.set("title", say(found->answer ? "follow_up.done_title" : "follow_up.title"));
    view.set("text", found->answer ? say("follow_up.done_text")
                                   : say("follow_up.text", {{"company", company ? company->name : ""}}));
    view.set("open", !found->answer).set("action", request.link("/follow-up/" + request.param("token")));
    return show(pages_, request, "follow-up", std::move(view));
}

Response FollowUpPages::answer(Request const& request) {
    follow_ups_.answer(request.param("token"), request.form.text("answer"));
    return redirect(request.link("/follow-up/" + request.param("token")));
}

}  // namespace bot::web

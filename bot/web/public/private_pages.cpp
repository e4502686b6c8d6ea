#include "bot/web/http/page.h"
#include "bot/web/phrases.h"
#include "bot/web/public/pages.h"
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

/// The company as it is called now; "" if it is gone.
/// Of its season.
award::Rules rules_of(storage::Read const& read, storage::Nomination const& nomination) {
    auto const season = storage::seasons::find(read, nomination.season);
    return season ? award::rules_of(*season) : award::Rules{};
}

std::string company_name(storage::Read const& read, storage::Nomination const& nomination) {
    auto const company = storage::companies::resolved(read, nomination.company);
    return company ? company->name : "";
}

/// The page of a nomination that counts.
Response counted(PrivatePages const& self, Request const& request, storage::Nomination const& nomination) {
    Phrases const phrases(self.pages, request);
    auto const company = storage::companies::resolved(self.store, nomination.company);
    auto const pending = company && company->state == storage::Company::State::pending;
    auto const ask_on = nomination.confirmed_at.value() + self.nominations.settings().follow_up_after;
    View view;
    view.set("title", phrases.say("confirm.done_title"));
    view.set("text", phrases.say(pending ? "confirm.done_pending" : "confirm.done_text",
                                 {{"company", company ? company->name : ""}}));
    view.set("ask",
             nomination.may_ask ? phrases.say("confirm.done_ask", {{"day", phrases.day(ask_on)}}) : "");
    view.set("mine", request.link("/mine/" + request.param("token")));
    return show(self.pages, request, "confirm-done", std::move(view));
}

/// `sure_missing`: erasing was asked for without the box that says so.
Response show_mine(PrivatePages const& self, Request const& request, storage::Nomination const& nomination,
                   bool sure_missing) {
    Phrases const phrases(self.pages, request);
    auto const live = nomination.state == State::counted || nomination.state == State::unconfirmed;
    auto const open = self.nominations.season_open(nomination.season);
    auto const person = nomination.sealed_person ? self.keys.open(*nomination.sealed_person) : std::nullopt;
    auto const credit = phrases.say("form.credit_" + std::string(storage::name_of(nomination.credit)));
    View view;
    view.set("title", phrases.say("mine.title")).set("company", company_name(self.store, nomination));
    view.set("category", phrases.category(nomination.category, rules_of(self.store, nomination))).set("state", phrases.state(nomination));
    view.set("erased", nomination.erased_at.has_value()).set("kept", !nomination.erased_at);
    view.set("credit", person ? credit + " · " + *person : credit);
    view.set("story", nomination.story.value_or(""));
    view.set("story_use", phrases.say(nomination.may_publish ? "mine.story_public" : "mine.story_private"));
    view.set("can_withdraw", live && open).set("closed", live && !open);
    view.set("can_confirm", nomination.state == State::unconfirmed);
    view.set("confirm", request.link("/confirm/" + request.param("token")));
    view.set("action", request.link("/mine/" + request.param("token"))).set("sure_missing", sure_missing);
    return show(self.pages, request, "mine", std::move(view), sure_missing ? 422 : 200);
}

}  // namespace

Response PrivatePages::confirm(Request const& request) const {
    auto const nomination = nominations.find(request.param("token"));
    if (!nomination) return gone(pages, request);
    if (nomination->state == State::counted) return counted(*this, request, *nomination);
    if (nomination->state != State::unconfirmed)
        return redirect(request.link("/mine/" + request.param("token")));
    Phrases const phrases(pages, request);
    auto const company = company_name(store, *nomination);
    View view;
    view.set("at_nominate", true)
        .set("title", phrases.say("confirm.title"))
        .set("text", phrases.say("confirm.text", {{"company", company}}))
        .set("company", company)
        .set("category", phrases.category(nomination->category, rules_of(store, *nomination)))
        .set("action", request.link("/confirm/" + request.param("token")));
    return show(pages, request, "confirm", std::move(view));
}

Response PrivatePages::count(Request const& request) const {
    auto const nomination = nominations.confirm(request.param("token"), request.language);
    if (!nomination) return gone(pages, request);
    return redirect(request.link("/confirm/" + request.param("token")));
}

Response PrivatePages::mine(Request const& request) const {
    auto const nomination = nominations.find(request.param("token"));
    return nomination ? show_mine(*this, request, *nomination, false) : gone(pages, request);
}

Response PrivatePages::change(Request const& request) const {
    auto const token = request.param("token");
    auto const nomination = nominations.find(token);
    if (!nomination) return gone(pages, request);
    if (request.form.text("do") == "erase") {
        if (request.form.text("sure").empty()) return show_mine(*this, request, *nomination, true);
        nominations.erase(token, request.language);
    } else if (request.form.text("do") == "withdraw") {
        nominations.withdraw(token, request.language);
    }
    return redirect(request.link("/mine/" + token));
}

Response FollowUpPages::question(Request const& request) const {
    auto const found = follow_ups.find(request.param("token"));
    if (!found) return gone(pages, request);
    Phrases const phrases(pages, request);
    View view;
    view.set("title", phrases.say(found->answer     ? "follow_up.done_title"
                                  : found->too_late ? "follow_up.late_title"
                                                    : "follow_up.title"));
    view.set("text", found->answer     ? phrases.say("follow_up.done_text")
                     : found->too_late ? phrases.say("follow_up.late_text")
                                   : phrases.say("follow_up.text",
                                                 {{"company", company_name(store, found->nomination)}}));
    view.set("open", !found->answer && !found->too_late).set("action", request.link("/follow-up/" + request.param("token")));
    return show(pages, request, "follow-up", std::move(view));
}

Response FollowUpPages::answer(Request const& request) const {
    if (!follow_ups.find(request.param("token"))) return gone(pages, request);
    follow_ups.answer(request.param("token"), request.form.text("answer"));
    return redirect(request.link("/follow-up/" + request.param("token")));
}

}  // namespace bot::web

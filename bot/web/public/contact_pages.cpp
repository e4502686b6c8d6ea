#include <algorithm>

#include "bot/base/user_error.h"
#include "bot/web/http/page.h"
#include "bot/web/phrases.h"
#include "bot/web/public/pages.h"

namespace bot::web {
namespace {

using pages::View;

/// What is wrong with that field; "" is the form as a whole.
std::string error_at(std::string const& field, std::vector<nominate::Mistake> const& mistakes,
                     Phrases const& phrases) {
    auto const found = std::ranges::find(mistakes, field, &nominate::Mistake::field);
    return found == mistakes.end() ? "" : phrases.say(found->message);
}

/// With what was typed, and a new time stamp where the form lacks a valid one.
Response show_form(ContactPages const& self, Request const& request, nominate::ContactForm form,
                   std::vector<nominate::Mistake> const& mistakes = {}) {
    Phrases const phrases(self.pages, request);
    if (!nominate::started_at(self.keys, form.started))
        form.started = nominate::started_stamp(self.keys, self.clock.now());
    auto const& notice = request.problem;
    View view;
    view.set("title", phrases.say("contact.title")).set("at_nominate", true);
    view.set("notice", notice.empty() ? error_at("", mistakes, phrases) : notice);
    view.set("company", form.company).set("mail", form.mail).set("started", form.started);
    view.set("error_company", error_at("company", mistakes, phrases))
        .set("error_mail", error_at("mail", mistakes, phrases));
    view.set("action", request.link("/company-contact")).set("companies", offered_companies(self.store));
    return show(self.pages, request, "company-contact", std::move(view));
}

/// One page for every link that leads nowhere any more.
Response gone(pages::Pages const& pages, Request const& request, std::string const& what) {
    View view;
    view.set("title", say(pages, request, what + ".gone_title")).set("unlisted", true);
    view.set("text", say(pages, request, what + ".gone_text")).set("to_form", what == "contact");
    return show(pages, request, "contact-gone", std::move(view), 404);
}

Response unlisted(Response response) {
    response.headers.emplace_back("X-Robots-Tag", "noindex");
    return response;
}

}  // namespace

Response ContactPages::form(Request const& request) const {
    nominate::ContactForm form;
    form.company = request.query.text("company");
    return show_form(*this, request, form);
}

Response ContactPages::send(Request const& request) const {
    nominate::ContactForm const form{request.form.text("company"), request.form.text("mail"),
                                     request.form.text("website"), request.form.text("started")};
    if (!request.token_ok)
        return show_form(*this, refused(request, say(pages, request, "form.stale"), 403), form);
    try {
        auto const mistakes = contacts.ask(form, request.client, request.language);
        if (mistakes.empty()) return redirect(request.link("/company-contact/sent"));
        return show_form(*this, refused(request, "", 422), form, mistakes);
    } catch (UserError const& error) {
        return show_form(*this, refused(request, error.what(), status_of(error.kind())), form);
    }
}

Response ContactPages::sent(Request const& request) const {
    View view;
    view.set("title", say(pages, request, "contact.sent_title")).set("outbox", outbox);
    return show(pages, request, "contact-sent", std::move(view));
}

Response ContactPages::mine(Request const& request) const {
    auto const found = contacts.find(request.param("token"));
    if (!found) return unlisted(gone(pages, request, "contact"));
    Phrases const phrases(pages, request);
    bool const confirmed = found->contact.state == storage::CompanyContact::State::confirmed;
    pages::Arguments const arguments = {{"company", found->company.name}};
    auto const here = request.link("/contact/" + request.param("token"));
    View view;
    view.set("title", phrases.say(confirmed ? "contact.mine_title" : "contact.confirm_title", arguments));
    view.set("text", phrases.say(confirmed ? "contact.mine_text" : "contact.confirm_text", arguments));
    view.set("address", contacts.shown(found->contact)).set("unlisted", true).set("at_nominate", true);
    view.set("weekly", found->contact.weekly).set("never", !found->contact.weekly);
    view.set("button", phrases.say(confirmed ? "contact.save" : "contact.confirm"));
    view.set("end_text", phrases.say(confirmed ? "contact.end_text" : "contact.refuse_text"));
    view.set("end_button", phrases.say(confirmed ? "contact.end" : "contact.refuse"));
    view.set("saved", confirmed && !request.query.text("saved").empty());
    view.set("action", here).set("end_action", here + "/end");
    return unlisted(show(pages, request, "contact", std::move(view)));
}

Response ContactPages::choose(Request const& request) const {
    auto const token = request.param("token");
    bool const weekly = request.form.text("weekly") != "no";
    if (!contacts.confirm(token, weekly, request.language)) return gone(pages, request, "contact");
    return redirect(request.link("/contact/" + token + "?saved=yes"));
}

Response ContactPages::end(Request const& request) const {
    contacts.end(request.param("token"), request.language);
    return redirect(request.link("/company-contact/ended"));
}

Response ContactPages::ended(Request const& request) const {
    View view;
    view.set("title", say(pages, request, "contact.ended_title")).set("unlisted", true);
    view.set("text", say(pages, request, "contact.ended_text")).set("to_form", true);
    return show(pages, request, "contact-gone", std::move(view));
}

Response CardPages::card(Request const& request) const {
    auto const found = passing_on.card(request.param("token"));
    if (!found) return unlisted(gone(pages, request, "card"));
    Phrases const phrases(pages, request);
    auto const day = storage::start_of_day(found->day);
    auto const to = found->person.empty() ? found->company : found->person;
    View view;
    view.set("title", phrases.say("card.title", {{"person", to}}));
    view.set("person", to).set("company", found->company).set("unlisted", true).set("at_nominate", true);
    view.set("category", phrases.category(found->category));
    view.set("category_text", phrases.category_text(found->category));
    view.set("words", found->words).set("language_of_words", found->language);
    view.set("day", day ? phrases.day(*day) : found->day).set("machine_day", found->day);
    return unlisted(show(pages, request, "card", std::move(view)));
}

}  // namespace bot::web

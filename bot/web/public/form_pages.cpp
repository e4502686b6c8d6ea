#include <algorithm>
#include <array>

#include "bot/base/user_error.h"
#include "bot/base/zone.h"
#include "bot/web/http/page.h"
#include "bot/web/phrases.h"
#include "bot/web/public/pages.h"
#include "storage/companies.h"

namespace bot::web {
namespace {

using pages::View;

/// What the form's page shows besides what was typed into it.
struct FormPage {
    /// The invited company's name, if the page was reached through an invitation.
    std::string invited{};
    /// The invitation was one to a season that is over; the form is the open one's.
    std::optional<nominate::Invitation::Over> over{};
    /// There was an invitation, and it leads nowhere.
    bool invite_gone = false;
    /// What is wrong, field by field; each is said at its field and in a list above.
    std::vector<nominate::Mistake> mistakes{};
};

nominate::Form typed(Fields const& fields) {
    nominate::Form form;
    form.company = fields.text("company");
    form.category = fields.text("category");
    form.excellent = fields.text("excellent");
    form.credit = fields.text("credit");
    form.person = fields.text("person");
    form.empathy = fields.text("empathy");
    form.knowledge = fields.text("knowledge");
    form.professionalism = fields.text("professionalism");
    form.story = fields.text("story");
    form.mail = fields.text("mail");
    form.may_publish = !fields.text("may_publish").empty();
    form.may_ask = !fields.text("may_ask").empty();
    form.invite = fields.text("invite");
    form.website = fields.text("website");
    form.started = fields.text("started");
    return form;
}

/// One of several to choose from.
View choice(std::string const& name, std::string const& value, std::string const& chosen, std::string title) {
    View view;
    view.set("id", name + "-" + (value.empty() ? "none" : value)).set("name", name).set("value", value);
    return view.set("title", std::move(title)).set("chosen", value == chosen);
}

std::vector<View> choices(std::string const& name, std::string const& chosen,
                          std::vector<std::string> const& values, Phrases const& phrases) {
    return pages::rows_of(values, [&](std::string const& value) {
        return choice(name, value, chosen, phrases.say("form." + name + "_" + value)).set("text", "");
    });
}

std::string words_of(nominate::Mistake const& mistake, Phrases const& phrases) {
    return phrases.say(mistake.message, {{"limit", mistake.limit}, {"count", mistake.count}});
}

/// What is wrong with that field; "" is the form as a whole.
std::string error_at(std::string const& field, FormPage const& page, Phrases const& phrases) {
    auto const found = std::ranges::find(page.mistakes, field, &nominate::Mistake::field);
    return found == page.mistakes.end() ? "" : words_of(*found, phrases);
}

/// Marks from 1 to 5, or none.
View scale(std::string const& name, std::string const& chosen, FormPage const& page, Phrases const& phrases) {
    auto marks = pages::rows_of(std::array{"1", "2", "3", "4", "5"},
                                [&](char const* mark) { return choice(name, mark, chosen, mark); });
    marks.push_back(choice(name, "", chosen, phrases.say("form.score_none")));
    View view;
    view.set("name", name).set("title", phrases.say("form." + name)).set("marks", std::move(marks));
    return view.set("error", error_at(name, page, phrases));
}

/// That the invitation's season is over, and which one takes nominations now.
std::string over_words(nominate::Invitation::Over const& over, nominate::Season const& season,
                       Phrases const& phrases) {
    if (over.season.empty()) return phrases.say("form.invite_over_unnamed", {{"season", season.name}});
    return phrases.say("form.invite_over", {{"before", over.season}, {"season", season.name}});
}

/// The form with what was typed, in ready words.
View form_view(nominate::Form const& form, nominate::Season const& season, nominate::Limits const& limits,
               FormPage const& page, Phrases const& phrases) {
    std::vector<View> mistakes;
    for (auto const& mistake : page.mistakes)
        if (!mistake.field.empty())
            mistakes.push_back(View().set("field", mistake.field).set("text", words_of(mistake, phrases)));
    auto const& notice = phrases.request.problem;
    View view;
    view.set("title", phrases.say("form.title")).set("at_nominate", true);
    view.set("invited", page.invited.empty() ? "" : phrases.say("form.invited", {{"company", page.invited}}));
    view.set("invite_over", page.over ? over_words(*page.over, season, phrases) : "");
    view.set("invite_gone", page.invite_gone)
        .set("notice", notice.empty() ? error_at("", page, phrases) : notice);
    view.set("fix", mistakes.empty()
                        ? ""
                        : phrases.say("form.fix", {{"n", static_cast<long long>(mistakes.size())}}));
    view.set("mistakes", std::move(mistakes)).set("company", form.company);
    view.set("categories", pages::rows_of(season.parts.categories, [&](std::string const& id) {
                 return choice("category", id, form.category, phrases.category(id, season.parts))
                     .set("text", phrases.category_text(id, season.parts));
             }));
    view.set("excellents", choices("excellent", form.excellent, {"yes", "no"}, phrases));
    view.set("credits", choices("credit", form.credit, {"team", "person", "both"}, phrases));
    view.set("scales", std::vector{scale("empathy", form.empathy, page, phrases),
                                   scale("knowledge", form.knowledge, page, phrases),
                                   scale("professionalism", form.professionalism, page, phrases)});
    view.set("person", form.person).set("story", form.story).set("mail", form.mail);
    view.set("story_hint", phrases.say("form.story_hint", {{"limit", static_cast<long long>(limits.story)}}));
    view.set("may_publish", form.may_publish).set("may_ask", form.may_ask);
    view.set("invite", form.invite).set("started", form.started);
    for (std::string const field : {"company", "category", "excellent", "credit", "person", "story", "mail"})
        view.set("error_" + field, error_at(field, page, phrases));
    return view;
}

/// The page while no season is open.
Response closed(FormPages const& self, Request const& request) {
    Phrases const phrases(self.pages, request);
    auto const now = self.clock.now();
    auto text = phrases.say("form.closed_text");
    for (auto const& season : storage::seasons::all(self.store))
        if (season.state == storage::Season::State::published && season.opens_at > now)
            text = phrases.say("form.closed_next", {{"day", phrases.day(shown_in(season.opens_at, season.zone))}});
    View view;
    view.set("title", phrases.say("form.closed_title")).set("at_nominate", true).set("text", text);
    return show(self.pages, request, "form-closed", std::move(view), 200);
}

/// With what was typed, and a new time stamp where the form lacks a valid one.
Response show_form(FormPages const& self, Request const& request, nominate::Form form,
                   FormPage const& page = {}) {
    auto const season = self.nominations.season();
    if (!season) return closed(self, request);
    if (!nominate::started_at(self.keys, form.started))
        form.started = nominate::started_stamp(self.keys, self.clock.now());
    auto view = form_view(form, *season, self.nominations.settings().limits, page, {self.pages, request});
    view.set("companies", offered_companies(self.store));
    return show(self.pages, request, "form", std::move(view));
}

}  // namespace

Response FormPages::form(Request const& request) const {
    nominate::Form form;
    form.company = request.query.text("company");
    form.category = request.query.text("category");
    return show_form(*this, request, form);
}

Response FormPages::invited(Request const& request) const {
    nominate::Form form;
    FormPage page;
    auto const invitation = invitations.lookup(request.param("token"));
    auto const known = invitation ? storage::companies::find(store, invitation->company) : std::nullopt;
    page.invite_gone = !known;
    if (known) form.company = known->name;
    if (known && invitation->over) {
        page.over = invitation->over;
    } else if (known) {
        page.invited = known->name;
        form.invite = request.param("token");
    }
    return show_form(*this, request, form, page);
}

Response FormPages::send(Request const& request) const {
    auto const form = typed(request.form);
    if (!request.token_ok)
        return show_form(*this, refused(request, say(pages, request, "form.stale"), 403), form);
    try {
        FormPage page;
        page.mistakes = nominations.submit(form, {request.client, request.language});
        if (page.mistakes.empty()) return redirect(request.link("/nominate/sent"));
        return show_form(*this, refused(request, "", 422), form, page);
    } catch (UserError const& error) {
        return show_form(*this, refused(request, error.what(), status_of(error.kind())), form);
    }
}

Response FormPages::sent(Request const& request) const {
    View view;
    view.set("title", say(pages, request, "form.sent_title")).set("outbox", outbox).set("at_nominate", true);
    return show(pages, request, "form-sent", std::move(view));
}

}  // namespace bot::web

#include <algorithm>

#include "bot/base/user_error.h"
#include "bot/web/console/pages.h"
#include "bot/web/http/page.h"
#include "bot/web/phrases.h"
#include "storage/companies.h"

namespace bot::web {
namespace {

using pages::View;
using storage::Operator;
using storage::Praise;

constexpr int companies_in_a_list = 50, praise_in_a_list = 20;
constexpr long long approved_counted_most = 1000;
constexpr int asked_shown = 20;

storage::CompanyId asked_company(Request const& request) {
    return storage::CompanyId(request.param("company"));
}
storage::NominationId asked_nomination(Request const& request) {
    return storage::NominationId(request.param("nomination"));
}

/// Of the company in the address.
std::string company_page(Request const& request) {
    auto const company = storage::CompanyId::read(request.param("company"));
    return request.link(company ? "/console/companies/" + company->text() : "/console/praise");
}

/// One of the two lists, of companies with a contact or without; goes on behind ?after= if that is its.
void set_list(View& view, PraisePages const& self, Phrases const& phrases, std::string const& name) {
    auto const& query = phrases.request.query;
    std::optional<storage::WaitingPraise> after;
    if (query.text("list") == name)
        if (auto const id = storage::CompanyId::read(query.text("after")))
            after = storage::praise::waiting_for(self.store, *id);
    auto all = storage::praise::waiting(self.store, name == "reached", companies_in_a_list + 1, after);
    std::string more;
    if (all.size() > static_cast<std::size_t>(companies_in_a_list)) {
        all.pop_back();
        more = phrases.request.link("/console/praise?list=" + name + "&after=" + all.back().company.text());
    }
    view.set(name + "_none", all.empty()).set(name + "_some", !all.empty()).set(name + "_more", more);
    view.set(name, pages::rows_of(all, [&](auto const& one) {
                 return View()
                     .set("name", one.name)
                     .set("page", phrases.request.link("/console/companies/" + one.company.text()))
                     .set("thanked", phrases.say("praise.people", {{"n", one.thanked}}))
                     .set("waiting", phrases.say("praise.waiting", {{"n", one.praise}}));
             }));
}

/// What an operator reads before it is passed on.
std::optional<View> praise_row(PraisePages const& self, Praise const& praise, Phrases const& phrases) {
    auto const nomination = storage::nominations::find(self.store, praise.nomination);
    auto const passed = nomination ? nominate::passed_words(self.keys, *nomination) : std::nullopt;
    if (!passed) return std::nullopt;
    auto const link = phrases.request.link("/console/praise/" + praise.nomination.text());
    View view;
    view.set("id", praise.nomination.text()).set("person", passed->person).set("words", passed->words);
    view.set("category", phrases.category(nomination->category)).set("read", passed->sha256);
    view.set("since", phrases.ago(praise.since));
    return view.set("pass_action", link + "/pass").set("keep_action", link + "/keep");
}

void set_contact_facts(View& view, PraisePages const& self, storage::CompanyId const& company,
                       Phrases const& phrases) {
    auto const contact = storage::company_contacts::confirmed_of(self.store, company);
    auto const asked = storage::company_contacts::asked_of(self.store, company, asked_shown);
    view.set("contact", contact ? self.contacts.shown(*contact) : "");
    view.set("contact_state",
             !contact ? ""
                      : phrases.say(contact->weekly ? "praise.contact_weekly" : "praise.contact_never",
                                    {{"day", phrases.day(contact->confirmed_at.value())}}));
    view.set("asked", pages::rows_of(asked, [&](auto const& one) {
                 return View()
                     .set("address", self.contacts.shown(one))
                     .set("until", phrases.say("praise.asked_until", {{"day", phrases.day(one.expires_at)}}));
             }));
    view.set("no_contact", !contact && asked.empty()).set("some_contact", contact || !asked.empty());
}

Response back_to_company(Request const& request, PraisePages const& self) {
    auto const praise = storage::praise::find(self.store, asked_nomination(request), Praise::Kind::thanks);
    return redirect(
        request.link(praise ? "/console/companies/" + praise->company.text() : "/console/praise"));
}

/// The page of the company that it is about, with what was refused.
Response again(PraisePages const& self, Request const& request, Operator const& person,
               std::string const& wrong) {
    auto asked = refused(request, say(self.pages, request, wrong), 409);
    auto const praise = storage::praise::find(self.store, asked_nomination(request), Praise::Kind::thanks);
    if (!praise) return self.all(asked, person);
    asked.params["company"] = praise->company.text();
    return self.company(asked, person);
}

}  // namespace

Response PraisePages::all(Request const& request, Operator const&) const {
    Phrases const phrases(pages, request, clock.now());
    View view;
    view.set("title", phrases.say("praise.title")).set("at_companies", true);
    set_list(view, *this, phrases, "reached");
    set_list(view, *this, phrases, "unreached");
    return show(pages, request, "praise", std::move(view));
}

Response PraisePages::company(Request const& request, Operator const& person) const {
    Phrases const phrases(pages, request, clock.now());
    auto const found = storage::companies::find(store, asked_company(request));
    if (!found) throw UserError(UserError::Kind::not_found, phrases.say("praise.error.company"));
    auto const active = found->state == storage::Company::State::active;
    auto const link = request.link("/console/companies/" + found->id.text());
    View view;
    view.set("title", found->name).set("at_companies", true).set("name", found->name);
    view.set("domain", found->domain.value_or("")).set("active", active);
    view.set("may_lead", storage::operators::may_lead(store, person));
    view.set("page", active ? "/company/" + found->slug + "/" : "");
    set_contact_facts(view, *this, found->id, phrases);
    auto const typed = request.method == "POST" ? request.form.text("mail") : "";
    view.set("mail", typed).set("checked", request.form.text("checked") == "yes");
    view.set("languages", pages::rows_of(phrases.words.languages(), [&](auto const& language) {
                 return View().set("value", language).set("name", phrases.say("praise.language_" + language));
             }));
    std::vector<View> unread;
    for (auto const& praise :
         storage::praise::of_company(store, found->id, Praise::State::unread, praise_in_a_list))
        if (auto row = praise_row(*this, praise, phrases)) unread.push_back(std::move(*row));
    auto const approved = storage::praise::count(store, found->id, Praise::State::approved, approved_counted_most);
    view.set("approved", approved > 0 ? phrases.say("praise.approved", {{"n", approved}}) : "");
    view.set("none_unread", unread.empty()).set("unread", std::move(unread));
    view.set("contact_action", link + "/contact").set("end_action", link + "/end-contact");
    return show(pages, request, "company-praise", std::move(view));
}

Response PraisePages::set_contact(Request const& request, Operator const& person) const {
    auto language = request.form.text("language");
    auto const& known = pages.words().languages();
    if (std::ranges::find(known, language) == known.end()) language = known.front();
    auto const wrong = contacts.enter(asked_company(request), request.form.text("mail"), language,
                                      request.form.text("checked") == "yes", person.id);
    if (!wrong.empty()) return company(refused(request, say(pages, request, wrong), 422), person);
    return redirect(company_page(request));
}

Response PraisePages::end_contact(Request const& request, Operator const&) const {
    contacts.end_all(asked_company(request));
    return redirect(company_page(request));
}

Response PraisePages::pass(Request const& request, Operator const& person) const {
    if (!passing_on.approve(asked_nomination(request), request.form.text("read")))
        return again(*this, request, person, "praise.error.changed");
    return back_to_company(request, *this);
}

Response PraisePages::keep(Request const& request, Operator const& person) const {
    if (!passing_on.keep(asked_nomination(request)))
        return again(*this, request, person, "praise.error.changed");
    return back_to_company(request, *this);
}

}  // namespace bot::web

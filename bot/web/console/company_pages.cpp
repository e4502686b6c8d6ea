#include "bot/web/console/pages.h"
#include "bot/web/http/page.h"
#include "bot/web/phrases.h"

namespace bot::web {
namespace {

using pages::View;
using storage::Company;
using storage::Operator;
using Band = nominate::Newcomers::Band;

constexpr int listed_companies = 100;
constexpr int listed_without_size = 20;

/// What a form says of a size; outer empty if it is none of those offered.
std::optional<Band> band_of(Request const& request) {
    auto const text = request.form.text("band");
    if (text.empty()) return Band();
    if (auto const band = storage::from_name<storage::Company::Band>(text)) return Band(*band);
    return std::nullopt;
}

storage::CompanyId asked_for(Request const& request) {
    return storage::CompanyId(request.param("company"));
}

/// The sizes to choose from, with the one `chosen` so far.
std::vector<View> bands(Phrases const& phrases, Band chosen) {
    constexpr std::array all{Band(), Band(Company::Band::small), Band(Company::Band::medium),
                             Band(Company::Band::large)};
    return pages::rows_of(all, [&](Band band) {
        std::string const name(band ? storage::name_of(*band) : "");
        return View()
            .set("value", name)
            .set("title", phrases.say("companies.band_" + (name.empty() ? "none" : name)))
            .set("chosen", band == chosen);
    });
}

View newcomer_row(nominate::Newcomers::Newcomer const& newcomer, Phrases const& phrases) {
    auto const& company = newcomer.company;
    auto const base = phrases.request.link("/console/companies/" + company.id.text());
    return View()
        .set("id", company.id.text())
        .set("name", company.name)
        .set("counted", phrases.say("companies.counted", {{"n", newcomer.counted}}))
        .set("waiting", phrases.say("companies.waiting", {{"n", newcomer.unconfirmed}}))
        .set("since", phrases.ago(company.created_at))
        .set("accept", base + "/accept")
        .set("merge", base + "/merge")
        .set("refuse", base + "/refuse")
        .set("bands", bands(phrases, Band()));
}

/// `list` tells the fields of a company apart that stands in two lists.
View known_row(Company const& company, Phrases const& phrases, std::string const& list) {
    return View()
        .set("id", list + company.id.text())
        .set("name", company.name)
        .set("page", "/company/" + company.slug + "/")
        .set("praise", phrases.request.link("/console/companies/" + company.id.text()))
        .set("band_now",
             phrases.say("companies.band_" +
                         (company.band ? std::string(storage::name_of(*company.band)) : std::string("none"))))
        .set("action", phrases.request.link("/console/companies/" + company.id.text() + "/band"))
        .set("bands", bands(phrases, company.band));
}

Response no_band(CompanyPages const& self, Request const& request, Operator const& person) {
    return self.all(refused(request, say(self.pages, request, "companies.error.band"), 422), person);
}

/// Back to the list, which says so if another operator decided first.
Response done(CompanyPages const& self, Request const& request, Operator const& person, bool changed) {
    if (changed) return redirect(request.link("/console/companies"));
    return self.all(refused(request, say(self.pages, request, "companies.error.gone"), 409), person);
}

}  // namespace

Response CompanyPages::all(Request const& request, Operator const& person) const {
    Phrases const phrases(pages, request, clock.now());
    auto const find = request.query.text("find");
    // One more than is shown tells whether there are more.
    auto companies = storage::companies::search(store, find, listed_companies + 1);
    auto const more = std::ssize(companies) > listed_companies;
    if (more) companies.pop_back();
    auto pending = pages::rows_of(newcomers.waiting(),
                                  [&](auto const& newcomer) { return newcomer_row(newcomer, phrases); });
    View view;
    view.set("title", phrases.say("companies.title")).set("at_companies", true);
    view.set("may_lead", storage::operators::may_lead(store, person));
    view.set("no_pending", pending.empty())
        .set("has_pending", !pending.empty())
        .set("pending", std::move(pending));
    view.set("names", offered_companies(store))
        .set("find", find)
        .set("find_action", request.link("/console/companies"));
    view.set("shown", phrases.say("companies.shown", {{"n", static_cast<long long>(companies.size())}}));
    view.set("more", more ? phrases.say("companies.more", {{"n", std::to_string(listed_companies)}}) : "");
    view.set("none_found", companies.empty())
        .set("some_found", !companies.empty())
        .set("known",
             pages::rows_of(companies, [&](auto const& one) { return known_row(one, phrases, "known-"); }));
    auto without_size =
        pages::rows_of(storage::companies::without_size(store, listed_without_size), [&](auto const& one) {
            return known_row(one.company, phrases, "sizeless-")
                .set("thanked", phrases.say("companies.thanked", {{"n", one.people}}));
        });
    view.set("has_sizeless", !without_size.empty()).set("sizeless", std::move(without_size));
    return show(pages, request, "companies", std::move(view));
}

Response CompanyPages::accept(Request const& request, Operator const& person) const {
    auto const band = band_of(request);
    if (!band) return no_band(*this, request, person);
    return done(*this, request, person, newcomers.accept(asked_for(request), *band));
}

Response CompanyPages::merge(Request const& request, Operator const& person) const {
    auto const into = storage::companies::find_by_name(store, request.form.text("into"));
    if (!into || into->state != Company::State::active)
        return all(refused(request, say(pages, request, "companies.error.merge_target"), 422), person);
    return done(*this, request, person, newcomers.merge(asked_for(request), into->id));
}

Response CompanyPages::refuse(Request const& request, Operator const& person) const {
    return done(*this, request, person, newcomers.refuse(asked_for(request)));
}

Response CompanyPages::set_band(Request const& request, Operator const& person) const {
    auto const band = band_of(request);
    if (!band) return no_band(*this, request, person);
    return done(*this, request, person, newcomers.set_band(asked_for(request), *band));
}

}  // namespace bot::web

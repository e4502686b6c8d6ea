#include "bot/web/console/company_pages.h"

#include <algorithm>

#include "bot/web/http/show.h"
#include "storage/name_folding.h"

namespace bot::web {
namespace {

using pages::View;
using storage::Company;
using Band = nominate::Newcomers::Band;

constexpr std::size_t listed_companies = 100;
constexpr int most_offered_to_merge = 100;  // names to merge into; any other is typed

/// What a form says of a size; outer empty if it is none of those offered.
std::optional<Band> band_of(Request const& request) {
    auto const text = request.form.text("band");
    if (text.empty()) return Band();
    if (auto const band = storage::from_name<storage::Company::Band>(text)) return Band(*band);
    return std::nullopt;
}

}  // namespace

std::string CompanyPages::say(Request const& request, std::string const& key,
                              pages::Arguments const& arguments) const {
    return pages_.words().say(request.language, key, arguments);
}

std::vector<View> CompanyPages::bands(Request const& request, Band chosen) const {
    std::vector<View> rows;
    for (auto const band :
         {Band(), Band(Company::Band::small), Band(Company::Band::medium), Band(Company::Band::large)}) {
        std::string const name(band ? storage::name_of(*band) : "");
        rows.push_back(View()
                           .set("value", name)
                           .set("title", say(request, "companies.band_" + (name.empty() ? "none" : name)))
                           .set("chosen", band == chosen));
    }
    return rows;
}

std::vector<View> CompanyPages::newcomers(Request const& request) const {
    std::vector<View> rows;
    for (auto const& [company, counted, unconfirmed] : newcomers_.waiting()) {
        auto const base = request.link("/console/companies/" + company.id.text());
        rows.push_back(
            View()
                .set("id", company.id.text())
                .set("name", company.name)
                .set("counted", say(request, "companies.counted", {{"n", counted}}))
                .set("waiting", say(request, "companies.waiting", {{"n", unconfirmed}}))
                .set("since", pages_.words().ago(request.language, company.created_at, clock_.now()))
                .set("accept", base + "/accept")
                .set("merge", base + "/merge")
                .set("refuse", base + "/refuse")
                .set("bands", bands(request, Band())));
    }
    return rows;
}

std::vector<View> CompanyPages::known(Request const& request, std::vector<Company> const& companies) const {
    std::vector<View> rows;
    for (auto const& company : companies)
        rows.push_back(View()
                           .set("id", company.id.text())
                           .set("name", company.name)
                           .set("page", "/company/" + company.slug + "/")
                           .set("action", request.link("/console/companies/" + company.id.text() + "/band"))
                           .set("bands", bands(request, company.band)));
    return rows;
}

Response CompanyPages::all(Request const& request, storage::Operator const&) {
    return show_all(request, "", 200);
}

Response CompanyPages::show_all(Request const& request, std::string const& problem, int status) const {
    auto companies = storage::companies::in_state(store_, Company::State::active);
    std::vector<View> names;
    for (auto const& company : storage::companies::suggested(store_, most_offered_to_merge))
        names.push_back(View().set("name", company.name));
    auto const find = request.query.text("find");
    auto const folded = storage::folded_name(find);
    std::erase_if(companies, [&](Company const& one) {
        return storage::folded_name(one.name).find(folded) == std::string::npos;
    });
    auto const found = companies.size();
    if (found > listed_companies) companies.resize(listed_companies);
    auto pending = newcomers(request);
    View view;
    view.set("title", say(request, "companies.title")).set("at_companies", true).set("problem", problem);
    view.set("no_pending", pending.empty())
        .set("has_pending", !pending.empty())
        .set("pending", std::move(pending));
    view.set("names", std::move(names))
        .set("find", find)
        .set("find_action", request.link("/console/companies"));
    view.set("shown", say(request, "companies.shown", {{"n", static_cast<long long>(found)}}));
    view.set("more", found > listed_companies
                         ? say(request, "companies.more", {{"n", std::to_string(listed_companies)}})
                         : "");
    view.set("none_found", found == 0).set("some_found", found > 0).set("known", known(request, companies));
    return show(pages_, request, "companies", std::move(view), status);
}

Response CompanyPages::done(Request const& request, bool changed) const {
    if (!changed) return show_all(request, say(request, "companies.error.gone"), 409);
    return redirect(request.link("/console/companies"));
}

Response CompanyPages::accept(Request const& request, storage::Operator const&) {
    auto const band = band_of(request);
    if (!band) return show_all(request, say(request, "companies.error.band"), 422);
    return done(request, newcomers_.accept(storage::CompanyId(request.param("company")), *band));
}

Response CompanyPages::merge(Request const& request, storage::Operator const&) {
    auto const into = storage::companies::find_by_name(store_, request.form.text("into"));
    if (!into || into->state != Company::State::active)
        return show_all(request, say(request, "companies.error.merge_target"), 422);
    return done(request, newcomers_.merge(storage::CompanyId(request.param("company")), into->id));
}

Response CompanyPages::refuse(Request const& request, storage::Operator const&) {
    return done(request, newcomers_.refuse(storage::CompanyId(request.param("company"))));
}

Response CompanyPages::set_band(Request const& request, storage::Operator const&) {
    auto const band = band_of(request);
    if (!band) return show_all(request, say(request, "companies.error.band"), 422);
    return done(request, newcomers_.set_band(storage::CompanyId(request.param("company")), *band));
}

}  // namespace bot::web

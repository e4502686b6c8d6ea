#include "tests/bot/web/nomination_site.h"

#include "bot/nominate/season_steps.h"
#include "storage/mails.h"

namespace test {

NominationSite::NominationSite(bot::nominate::Settings const& with)
    : Site([this](bot::web::Routes& routes) {
          using bot::web::Request;
          using storage::Operator;
          bot::web::list(routes, visitors, true);
          auto const on = [&](auto& page, auto member) {
              return [&page, member](Request const& request, Operator const& person) {
                  return (page.*member)(request, person);
              };
          };
          using bot::web::CompanyPages;
          using bot::web::NominationPages;
          routes.console_get(bot::web::Routes::Role::plain, "/console/companies",
                             on(company_pages, &CompanyPages::all));
          routes.console_post(bot::web::Routes::Role::lead, "/console/companies/{company}/accept",
                              on(company_pages, &CompanyPages::accept));
          routes.console_post(bot::web::Routes::Role::lead, "/console/companies/{company}/merge",
                              on(company_pages, &CompanyPages::merge));
          routes.console_post(bot::web::Routes::Role::lead, "/console/companies/{company}/refuse",
                              on(company_pages, &CompanyPages::refuse));
          routes.console_post(bot::web::Routes::Role::lead, "/console/companies/{company}/band",
                              on(company_pages, &CompanyPages::set_band));
          routes.console_get(bot::web::Routes::Role::plain, "/console/nominations",
                             on(nomination_pages, &NominationPages::all));
          routes.console_post(bot::web::Routes::Role::plain, "/console/nominations/{nomination}/void",
                              on(nomination_pages, &NominationPages::make_void));
          routes.console_post(bot::web::Routes::Role::plain, "/console/nominations/{nomination}/show-story",
                              on(nomination_pages, &NominationPages::show_story));
          routes.console_post(bot::web::Routes::Role::plain, "/console/nominations/{nomination}/hide-story",
                              on(nomination_pages, &NominationPages::hide_story));
          using bot::web::SeasonPages;
          constexpr auto lead = bot::web::Routes::Role::lead;
          routes.console_get(bot::web::Routes::Role::plain, "/console/season", on(season_pages, &SeasonPages::all));
          routes.console_get(lead, "/console/season-new", on(season_pages, &SeasonPages::fresh));
          routes.console_post(lead, "/console/season-new", on(season_pages, &SeasonPages::add));
          routes.console_get(bot::web::Routes::Role::plain, "/console/season/{season}",
                             on(season_pages, &SeasonPages::one));
          routes.console_post(lead, "/console/season/{season}", on(season_pages, &SeasonPages::take));
          routes.console_get(lead, "/console/season/{season}/edit", on(season_pages, &SeasonPages::edit));
          routes.console_post(lead, "/console/season/{season}/edit", on(season_pages, &SeasonPages::change));
      }),
      settings(with) {
    store.write(
        [&](storage::Write& write) { bot::nominate::ensure_season(write, season_settings(), clock.now()); });
}

Typed NominationSite::typed(Browser& visitor, std::string const& page) {
    auto const shown = visitor.get(page).body;
    clock.advance(std::chrono::minutes(1));
    return {{"form_token", hidden_field(shown, "form_token")},
            {"started", hidden_field(shown, "started")},
            {"invite", hidden_field(shown, "invite")},
            {"company", "Hearth"},
            {"category", "team"},
            {"excellent", "yes"},
            {"credit", "team"},
            {"story", "They <b>called</b> me back."},
            {"mail", "ana@gmail.com"},
            {"website", ""}};
}

Browser NominationSite::signed_in() {
    auto visitor = browser();
    auto const link = link_for(add_operator("Ines"));
    auto const shown = visitor.get(link).body;
    visitor.post(link,
                 {{"form_token", hidden_field(shown, "form_token")}, {"password", "correct horse battery"}});
    return visitor;
}

void NominationSite::until(bot::Time time) {
    clock.set(time);
    bot::nominate::take_due_steps(store, time);
}

std::string NominationSite::last_link(std::string const& path) {
    auto const mails = storage::mails::due(store, clock.now() + std::chrono::days(30), 1'000);
    auto const text = keys.open(mails.back().sealed_text.value()).value();
    return MimeMessage{"", "", text}.link(path);
}

void set(Typed& fields, std::string const& name, std::string const& value) {
    for (auto& [key, old] : fields)
        if (key == name) old = value;
}

}  // namespace test

#include "bot/web/site.h"

#include "bot/web/http/page.h"
#include "storage/host.h"

namespace bot::web {

namespace {

/// A member of a handler object as a route's handler.
template <class Handler, class Member>
auto to(Handler const& handler, Member member) {
    return [&handler, member](auto const&... arguments) { return (handler.*member)(arguments...); };
}

constexpr auto tell_handler = Routes::Stale::tell_handler;
/// Who may open a page of the console, at least.
constexpr auto plain = Routes::Role::plain, lead = Routes::Role::lead;

Routes site_map(Visitors const& visitors, Console const& console, bool with_outbox) {
    Routes routes;
    list(routes, visitors, with_outbox);
    list(routes, console);
    return routes;
}

/// The alerts that stand, each in a sentence.
FrontSettings with_trouble(FrontSettings settings, SiteParts const& parts) {
    settings.trouble = [&store = parts.store, &pages = parts.pages](Request const& request) {
        std::string text;
        for (auto const& alert : storage::host_alerts::all(store))
            text += (text.empty() ? "" : " ") + say(pages, request, "host." + alert.name);
        return text;
    };
    return settings;
}

}  // namespace

void list(Routes& routes, Visitors const& visitors, bool with_outbox) {
    auto const& form = visitors.form;
    routes.get("/nominate", to(form, &FormPages::form));
    routes.post("/nominate", to(form, &FormPages::send), tell_handler);
    routes.get("/nominate/sent", to(form, &FormPages::sent));
    routes.get("/n/{token}", to(form, &FormPages::invited));
    auto const& mine = visitors.mine;
    routes.get("/confirm/{token}", to(mine, &PrivatePages::confirm));
    routes.post("/confirm/{token}", to(mine, &PrivatePages::count));
    routes.get("/mine/{token}", to(mine, &PrivatePages::mine));
    routes.post("/mine/{token}", to(mine, &PrivatePages::change));
    routes.get("/follow-up/{token}", to(visitors.follow_up, &FollowUpPages::question));
    routes.post("/follow-up/{token}", to(visitors.follow_up, &FollowUpPages::answer));
    if (!with_outbox) return;
    routes.get("/outbox", to(visitors.outbox, &OutboxPages::all));
    routes.get("/outbox/{mail}", to(visitors.outbox, &OutboxPages::one));
}

void list(Routes& routes, Console const& console) {
    auto const& sign_in = console.sign_in;
    routes.get("/console/sign-in", to(sign_in, &SignInPages::form));
    routes.post("/console/sign-in", to(sign_in, &SignInPages::send), tell_handler);
    routes.get("/console/sign-in/{token}", to(sign_in, &SignInPages::link));
    routes.post("/console/sign-in/{token}", to(sign_in, &SignInPages::set_password), tell_handler);
    routes.console_post(plain, "/console/sign-out", to(sign_in, &SignInPages::sign_out));
    routes.console_get(plain, "/console", to(sign_in, &SignInPages::home));

    auto const& queue = console.queue;
    routes.console_get(plain, "/console/queue", to(queue, &QueuePages::next));
    routes.console_get(plain, "/console/queue/{candidate}", to(queue, &QueuePages::item));
    routes.console_post(plain, "/console/queue/{candidate}/claim", to(queue, &QueuePages::claim));
    routes.console_post(plain, "/console/queue/{candidate}/skip", to(queue, &QueuePages::skip));
    routes.console_post(plain, "/console/queue/{candidate}/later", to(queue, &QueuePages::later));
    routes.console_post(plain, "/console/queue/{candidate}/restore", to(queue, &QueuePages::restore));
    routes.console_post(plain, "/console/queue/{candidate}/company", to(queue, &QueuePages::set_company));
    routes.console_post(plain, "/console/queue/{candidate}/approve", to(queue, &QueuePages::approve));
    routes.console_post(plain, "/console/queue/{candidate}/by-hand", to(queue, &QueuePages::by_hand));

    auto const& sent = console.sent;
    routes.console_get(plain, "/console/sent", to(sent, &SentPages::overview));
    routes.console_get(plain, "/console/sent/{reply}", to(sent, &SentPages::by_hand));
    routes.console_post(plain, "/console/sent/{reply}/undo", to(sent, &SentPages::undo));
    routes.console_post(plain, "/console/sent/{reply}/settle", to(sent, &SentPages::settle));

    auto const& companies = console.companies;
    routes.console_get(plain, "/console/companies", to(companies, &CompanyPages::all));
    routes.console_post(lead, "/console/companies/{company}/accept", to(companies, &CompanyPages::accept));
    routes.console_post(lead, "/console/companies/{company}/merge", to(companies, &CompanyPages::merge));
    routes.console_post(lead, "/console/companies/{company}/refuse", to(companies, &CompanyPages::refuse));
    routes.console_post(lead, "/console/companies/{company}/band", to(companies, &CompanyPages::set_band));

    auto const& nominations = console.nominations;
    routes.console_get(plain, "/console/nominations", to(nominations, &NominationPages::all));
    routes.console_post(plain, "/console/nominations/{nomination}/void",
                        to(nominations, &NominationPages::make_void));
    routes.console_post(plain, "/console/nominations/{nomination}/show-story",
                        to(nominations, &NominationPages::show_story));
    routes.console_post(plain, "/console/nominations/{nomination}/hide-story",
                        to(nominations, &NominationPages::hide_story));

    auto const& seasons = console.seasons;
    routes.console_get(plain, "/console/season", to(seasons, &SeasonPages::all));
    routes.console_get(lead, "/console/season-new", to(seasons, &SeasonPages::fresh));
    routes.console_post(lead, "/console/season-new", to(seasons, &SeasonPages::add));
    routes.console_get(plain, "/console/season/{season}", to(seasons, &SeasonPages::one));
    routes.console_post(lead, "/console/season/{season}", to(seasons, &SeasonPages::take));
    routes.console_get(lead, "/console/season/{season}/edit", to(seasons, &SeasonPages::edit));
    routes.console_post(lead, "/console/season/{season}/edit", to(seasons, &SeasonPages::change));

    auto const& networks = console.networks;
    routes.console_get(plain, "/console/networks", to(networks, &NetworkPages::all));
    routes.console_post(plain, "/console/networks/{network}/try", to(networks, &NetworkPages::try_now));

    auto const& accounts = console.accounts;
    routes.console_get(lead, "/console/networks/{network}/connect", to(accounts, &ConnectPages::form));
    routes.console_post(lead, "/console/networks/{network}/connect", to(accounts, &ConnectPages::begin));
    routes.console_get(lead, "/console/networks/{network}/back", to(accounts, &ConnectPages::back),
                       Routes::Effect::changes);
    routes.console_post(lead, "/console/networks/{network}/code", to(accounts, &ConnectPages::code));
    routes.console_post(lead, "/console/networks/{network}/stop", to(accounts, &ConnectPages::stop));
    routes.console_get(lead, "/console/networks/{network}/disconnect",
                       to(accounts, &ConnectPages::ask_disconnect));
    routes.console_post(lead, "/console/networks/{network}/disconnect",
                        to(accounts, &ConnectPages::disconnect));

    auto const& watch = console.watch;
    routes.console_get(plain, "/console/watch", to(watch, &WatchPages::all));
    routes.console_get(plain, "/console/watch/new", to(watch, &WatchPages::fresh));
    routes.console_post(plain, "/console/watch", to(watch, &WatchPages::add));
    routes.console_post(plain, "/console/watch/{query}/retire", to(watch, &WatchPages::retire));
    routes.console_post(plain, "/console/watch/{query}/review", to(watch, &WatchPages::review));

    auto const& learning = console.learning;
    routes.console_get(plain, "/console/learning", to(learning, &LearningPages::all));
    routes.console_post(lead, "/console/learning/go-back", to(learning, &LearningPages::go_back));
}

Site::Site(SiteParts const& parts, SiteSettings const& settings, std::function<Readiness()> ready)
    : sessions_(parts.store, parts.clock, parts.keys, settings.sessions),
      form_tokens_(parts.keys, parts.clock),
      sign_in_(parts.store, parts.clock, parts.keys),
      visitors_{{parts.nominations, parts.invitations, parts.store, parts.keys, parts.clock, parts.pages,
                 settings.outbox.has_value()},
                {parts.nominations, parts.store, parts.keys, parts.pages},
                {parts.follow_ups, parts.store, parts.pages},
                {settings.outbox.value_or(""), parts.pages}},
      console_{{parts.pages, sign_in_, sessions_},
               {parts.queue, parts.desk, parts.store, parts.pages, parts.clock, settings.public_url},
               {parts.queue, parts.desk, parts.store, parts.pages, parts.clock},
               {parts.newcomers, parts.store, parts.clock, parts.pages},
               {parts.nominations, parts.store, parts.clock, parts.pages},
               {parts.store, parts.clock, parts.pages, settings.operators_told},
               {parts.health, parts.accounts, parts.clock, parts.pages},
               {parts.accounts, parts.pages},
               {parts.watch_list, parts.store, parts.clock, parts.pages},
               {parts.retrainer, parts.queue, parts.store, parts.clock, parts.pages}},
      published_(settings.published),
      front_(site_map(visitors_, console_, settings.outbox.has_value()), parts.pages, sessions_, form_tokens_,
             published_, std::move(ready), with_trouble(settings.front, parts),
             [this](Request const& request) { return console_.networks.banner(request); }) {}

}  // namespace bot::web

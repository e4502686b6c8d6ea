#include <catch2/catch.hpp>

#include "bot/web/site.h"
#include "storage/sign_in.h"
#include "tests/bot/learn/evenings.h"
#include "tests/bot/nominate/builders.h"
#include "tests/bot/web/site.h"

using bot::web::Routes;
using Catch::Contains;
using storage::Operator;
using Role = Operator::Role;

namespace {

/// The whole site as the program has it, and a person of each role; asked without a network.
struct Everything : test::FreshLearningOffice {
    explicit Everything(std::string const& engine = "sqlite") : FreshLearningOffice(engine) {
        bot::web::list(routes, console);
        for (auto* person : {&plain, &lead}) {
            person->id = storage::OperatorId::random();
            person->name = person == &lead ? "Lea" : "Pat";
            person->role = person == &lead ? Role::lead : Role::plain;
            person->created_at = office.clock.now();
            office.store.write([&](storage::Write& write) { storage::operators::add(write, *person); });
        }
    }
    bot::web::Response ask(Operator const& person, std::string const& method, std::string const& path) {
        bot::web::Request empty;
        auto const set_cookie = sessions.begin(person.id, empty);
        auto const cookie = set_cookie.substr(0, set_cookie.find(';'));
        office.clock.advance(std::chrono::milliseconds(1));
        bot::web::Request carries;
        carries.headers["cookie"] = cookie;
        bot::web::Arrived arrived;
        arrived.method = method;
        arrived.target = path;
        arrived.headers["cookie"] = cookie;
        arrived.peer = "127.0.0.1";
        if (method == "POST") {
            arrived.headers["content-type"] = "application/x-www-form-urlencoded";
            arrived.body = "form_token=" + sessions.console_token(carries);
        }
        return site.answer(arrived);
    }
    static std::string path_of(Routes::Route const& route) {
        std::string path;
        for (auto const& part : route.parts)
            path += "/" + (part.starts_with('{') ? std::string(26, 'a') : part);
        return path;
    }
    std::vector<storage::AuditEntry> audited() const {
        return storage::audit::recent(office.store, std::nullopt, 1'000);
    }

    bot::pages::Words const words;
    bot::nominate::Nominations nominations{office.store, office.keys,        office.clock,
                                           words,        office.invitations, {}};
    bot::nominate::Newcomers newcomers{office.store, office.clock};
    bot::nominate::FollowUps follow_ups{office.store, office.keys, office.clock, words, "http://127.0.0.1"};
    bot::listen::Health health{office.store, office.clock, office.networks};
    bot::listen::WatchList watch_list{office.store, office.clock, {}};
    bot::account_linking::Accounts accounts{office.store, office.clock, office.networks, "http://127.0.0.1"};
    bot::web::Sessions sessions{office.store, office.clock, office.keys, {}};
    bot::web::SignIn sign_in{office.store, office.clock, office.keys};
    bot::pages::Pages const& shown = test::pages();
    bot::web::SiteParts const parts{
        office.store,       office.keys, office.clock, shown,  office.desk, office.queue, nominations,
        office.invitations, newcomers,   follow_ups,   health, watch_list,  accounts,     office.retrainer};
    bot::web::Site const site{parts, {"http://127.0.0.1", folder / "site", {}}, [] { return true; }};
    bot::web::Console const console{{shown, sign_in, sessions},
                                    {office.queue, office.desk, office.store, shown, office.clock, ""},
                                    {office.queue, office.desk, office.store, shown, office.clock},
                                    {newcomers, office.store, office.clock, shown},
                                    {nominations, office.store, office.clock, shown},
                                    {office.store, office.clock, shown, 0},
                                    {health, accounts, office.clock, shown},
                                    {accounts, shown},
                                    {watch_list, office.store, office.clock, shown},
                                    {office.retrainer, office.queue, office.store, office.clock, shown}};
    Routes routes;
    Operator plain, lead;
};

}  // namespace

TEST_CASE("every page of the console asks for its role, whoever comes", "[web][roles]") {
    Everything all;
    int asked = 0, leads_only = 0;
    for (auto const& route : all.routes.all()) {
        if (!route.for_operators || route.name() == "POST /console/sign-out") continue;
        ++asked;
        INFO(route.name());
        auto const path = Everything::path_of(route);
        bool const forbidden = all.ask(all.plain, route.method, path).status == 403;
        CHECK(forbidden == (route.least == Role::lead));
        leads_only += forbidden;
        CHECK(all.ask(all.lead, route.method, path).status != 403);
    }
    CHECK(asked > 35);
    CHECK(leads_only == 17);
}

TEST_CASE("who may set sizes, accept companies and change accounts is in the list of routes",
          "[web][roles]") {
    Everything all;
    for (auto const& route : all.routes.all()) {
        auto const name = route.name();
        bool const of_leads =
            name.starts_with("POST /console/companies/") ||
            (name.find("/console/networks/{network}/") != name.npos && !name.ends_with("/try")) ||
            name == "POST /console/learning/go-back" || name.starts_with("POST /console/season") ||
            name == "GET /console/season-new" || name == "GET /console/season/{season}/edit";
        INFO(name);
        if (route.for_operators) CHECK((route.least == Role::lead) == of_leads);
        if (route.for_operators) CHECK(route.audited == (route.method == "POST" || name.ends_with("/back")));
    }
}

TEST_CASE("each press is written down with who, where and what it was about, and no words", "[web][roles]") {
    Everything all(GENERATE(from_range(test::databases())));
    auto const company =
        test::add_company(all.office.store, "Copper Kettle", storage::Company::State::pending);
    all.ask(all.plain, "POST", "/console/companies/" + company.text() + "/accept");
    all.office.clock.advance(std::chrono::milliseconds(1));
    all.ask(all.lead, "POST", "/console/companies/" + company.text() + "/accept");
    all.office.clock.advance(std::chrono::milliseconds(1));
    all.ask(all.lead, "POST", "/console/networks/Sehr%20geheim/try");
    all.ask(all.lead, "GET", "/console/companies");
    CHECK(storage::companies::find(all.office.store, company)->state == storage::Company::State::active);
    std::vector<storage::AuditEntry> presses;
    for (auto& entry : all.audited())
        if (entry.route != "POST /console/sign-in") presses.push_back(entry);
    REQUIRE(presses.size() == 3);
    CHECK(presses[0].route == "POST /console/networks/{network}/try");
    CHECK_FALSE(presses[0].subject);
    CHECK(presses[1].route == "POST /console/companies/{company}/accept");
    CHECK(presses[1].subject == company.text());
    CHECK(presses[1].person == all.lead.id);
    CHECK_FALSE(presses[1].refused);
    CHECK(presses[2].person == all.plain.id);
    CHECK(presses[2].refused);
    CHECK(storage::audit::recent(all.office.store, all.plain.id, 1).size() == 1);
    CHECK(storage::audit::recent(all.office.store, all.plain.id, 10).back().route == "POST /console/sign-in");
}

TEST_CASE("who may not change companies sees them without buttons", "[web][roles]") {
    Everything all;
    test::add_company(all.office.store, "Copper Kettle", storage::Company::State::pending);
    auto const page = all.ask(all.plain, "GET", "/console/companies").body;
    CHECK_THAT(page, Contains("Copper Kettle") && Contains("Leads accept companies") &&
                         !Contains("/accept") && !Contains("/band"));
    CHECK_THAT(all.ask(all.lead, "GET", "/console/companies").body, Contains("/accept") && Contains("/band"));
}

TEST_CASE("disabling the last lead makes leads of nobody", "[web][roles]") {
    Everything all;
    all.office.store.write([&](storage::Write& write) {
        storage::operators::disable(write, all.lead.id, all.office.clock.now());
    });
    CHECK_FALSE(storage::operators::may_lead(all.office.store, all.plain));
    CHECK(all.ask(all.plain, "POST", "/console/learning/go-back").status == 403);
}

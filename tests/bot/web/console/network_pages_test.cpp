#include "bot/web/console/pages.h"

#include <catch2/catch.hpp>

#include "bot/networks/x/x.h"
#include "storage/networks.h"
#include "tests/bot/web/site.h"

using namespace std::chrono_literals;
using bot::web::NetworkPages;
using bot::web::Request;
using Catch::Contains;
using storage::Operator;

namespace {

std::vector<bot::networks::Network> one_network() {
    std::vector<bot::networks::Network> all(1);
    all[0].name = "mastodon";
    all[0].policy.title = "Mastodon";
    all[0].policy.source = "https://docs.example/rules";
    all[0].policy.checked_on = "2026-08-20";
    return all;
}

/// The page behind the sign-in, with one network, and an operator's browser.
struct NetworkSite : test::Site {
    explicit NetworkSite(std::vector<bot::networks::Network> on = one_network())
        : Site(
              [this](bot::web::Routes& routes) {
                  routes.console_get(bot::web::Routes::Role::plain, "/console/networks",
                                     [this](Request const& request, Operator const& who) {
                                         return networks_page.all(request, who);
                                     });
                  routes.console_post(bot::web::Routes::Role::plain, "/console/networks/{network}/try",
                                      [this](Request const& request, Operator const& who) {
                                          return networks_page.try_now(request, who);
                                      });
              },
              {}, {}, [this](Request const& request) { return networks_page.banner(request); }),
          networks(std::move(on)) {
        auto const link = link_for(add_operator("Ines"));
        auto const shown = operators.get(link).body;
        operators.post(link, {{"form_token", test::hidden_field(shown, "form_token")},
                              {"password", "correct horse battery"}});
    }
    void fail(std::string const& error_class) {
        store.write([&](storage::Write& write) {
            storage::networks::add(write, "mastodon", clock.now());
            storage::networks::failed(write, "mastodon", error_class, "mastodon: <b>no</b>", clock.now(),
                                      clock.now() + 1h);
        });
    }
    void alert() {
        store.write([&](storage::Write& write) {
            storage::network_alerts::raise(write,
                                           {"mastodon", storage::NetworkAlert::Kind::auth, clock.now()});
        });
    }
    bot::Time due_at() { return storage::networks::find(store, "mastodon")->due_at; }

    std::vector<bot::networks::Network> const networks;
    bot::listen::Health health{store, clock, networks};
    bot::account_linking::Accounts accounts{store, clock, networks, "https://awards.example"};
    NetworkPages networks_page{health, accounts, clock, test::pages()};
    test::Browser operators = browser();
};

}  // namespace

TEST_CASE("the networks' page is for operators alone", "[web]") {
    NetworkSite site;
    auto stranger = site.browser();
    CHECK(stranger.get("/console/networks").header("location") == "/console/sign-in?next=/console/networks");
    CHECK(stranger.post("/console/networks/mastodon/try", {}).status == 403);
}

TEST_CASE("the networks' page says what is wrong with one, what to do, and what was said", "[web]") {
    NetworkSite site;
    CHECK_THAT(site.operators.get("/console/networks").body,
               Contains("Mastodon") && Contains("not asked yet") && !Contains("Try again now"));
    site.fail("auth");
    auto const english = site.operators.get("/console/networks").body;
    CHECK_THAT(english, Contains("It refuses our account.") && Contains("in 1 hour") &&
                            Contains("mastodon: &lt;b&gt;no&lt;/b&gt;") && Contains("20 August 2026"));
    auto const german = site.operators.get("/console/networks", {"Accept-Language: de"}).body;
    CHECK_THAT(german, Contains("Es lehnt unser Konto ab.") && Contains("in 1 Stunde"));
}

TEST_CASE("a network that failed is asked again by one button, and never by a page that is only looked at",
          "[web]") {
    NetworkSite site;
    site.fail("theirs");
    auto const page = site.operators.get("/console/networks").body;
    CHECK(site.due_at() > site.clock.now());
    CHECK(site.operators.post("/console/networks/mastodon/try", {}).status == 403);
    CHECK(site.due_at() > site.clock.now());
    auto const token = test::hidden_field(page, "form_token");
    auto const answer = site.operators.post("/console/networks/mastodon/try", {{"form_token", token}});
    CHECK(answer.status == 303);
    CHECK(answer.header("location") == "/console/networks");
    CHECK(site.due_at() == site.clock.now());
}

TEST_CASE("a network that asked us to wait is left alone, and the page says so", "[web]") {
    NetworkSite site;
    site.fail("rate");
    auto const page = site.operators.get("/console/networks").body;
    CHECK_THAT(page, Contains("It asks us to be slower.") && !Contains("Try again now"));
    auto const answer = site.operators.post("/console/networks/mastodon/try",
                                            {{"form_token", test::hidden_field(page, "form_token")}});
    CHECK(answer.status == 409);
    CHECK_THAT(answer.body, Contains("There is nothing to try."));
    CHECK(site.due_at() > site.clock.now());
}

TEST_CASE("the console's pages say that a network needs a hand until it works again", "[web]") {
    NetworkSite site;
    CHECK_THAT(site.operators.get("/console/networks").body, !Contains("needs a hand"));
    site.alert();
    CHECK_THAT(site.operators.get("/console/networks").body, Contains("Mastodon needs a hand."));
    CHECK_THAT(site.browser().get("/console/sign-in").body, !Contains("needs a hand"));
    site.store.write([](storage::Write& write) { storage::network_alerts::clear(write, "mastodon"); });
    CHECK_THAT(site.operators.get("/console/networks").body, !Contains("needs a hand"));
}

TEST_CASE("without a network the page says how to switch one on", "[web]") {
    NetworkSite site{std::vector<bot::networks::Network>()};
    CHECK_THAT(site.operators.get("/console/networks").body, Contains("No network is on"));
}

TEST_CASE("the networks' page leads to the account of each, and to networks that are not on", "[web]") {
    bot::networks::XSettings settings;
    std::vector<bot::networks::Network> on;
    test::ManualClock const clock;
    on.push_back(bot::networks::x(settings, clock, nullptr));
    NetworkSite site(std::move(on));
    auto const page = site.operators.get("/console/networks").body;
    CHECK_THAT(page, Contains("not signed in") && Contains("/console/networks/x/connect") &&
                         Contains("Connect an account"));
    CHECK_THAT(page, Contains("/console/networks/mastodon/connect") && Contains("Networks that are not on"));
}

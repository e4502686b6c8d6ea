#include <catch2/catch.hpp>

#include "bot/app/prepare.h"
#include "storage/host.h"
#include "storage/nominations.h"
#include "tests/end_to_end/running_app.h"
#include "tests/fakes/smtp_server.h"

using Catch::Contains;
using test::hidden_field;
using test::RunningApp;
using namespace std::chrono_literals;

namespace {

storage::Store& store_of(RunningApp& running) {
    return running.app->installation().store;
}

/// Sends the form as somebody whom nobody invited, and leaves the mail unread.
void nominate(RunningApp& running) {
    auto visitor = running.browser();
    auto const form = visitor.get("/nominate");
    running.clock.advance(30s);
    REQUIRE(visitor
                .post("/nominate", {{"company", "Brixel Air"},
                                    {"category", "empathy"},
                                    {"excellent", "yes"},
                                    {"credit", "team"},
                                    {"story", "They carried my mum's bag the whole way."},
                                    {"mail", "jo.gate7@mail.example.org"},
                                    {"form_token", hidden_field(form.body, "form_token")},
                                    {"started", hidden_field(form.body, "started")}})
                .status == 303);
}

/// "clock", "mail", …; "" if nothing was told.
std::string alert(RunningApp& running) {
    auto const all = storage::host_alerts::all(store_of(running));
    return all.empty() ? "" : all.front().name;
}

/// A page of the console, to somebody who signs in for it.
std::string console(RunningApp& running) {
    auto browser = running.browser();
    bot::add_operator(running.app->installation(), "ana", false);
    auto const link = bot::sign_in_link(running.app->installation(), "ana");
    auto const path = link.substr(link.find("/console"));
    auto const form = browser.get(path);
    browser.post(path,
                 {{"password", "a long enough one"}, {"form_token", hidden_field(form.body, "form_token")}});
    return browser.get("/console/queue").body;
}

}  // namespace

TEST_CASE("a start with a clock far ahead forgets nobody, and says so", "[end_to_end]") {
    RunningApp running("sqlite", {});
    nominate(running);
    auto const now = running.clock.now();
    auto const state = [&] { return storage::nominations::recent(store_of(running), 1, {}).at(0); };
    REQUIRE(state().sealed_mail);
    running.clock.set(now + std::chrono::days(225));
    running.restart();
    CHECK(RunningApp::eventually([&] { return alert(running); }) == "clock");
    CHECK(state().sealed_mail);
    CHECK(state().state == storage::Nomination::State::unconfirmed);
    CHECK(running.browser().get("/readyz").body == "ok\ndegraded: clock\n");
    CHECK_THAT(console(running), Contains("supportawards clock accept"));
    running.clock.set(now);
    running.restart();
    CHECK(RunningApp::eventually([&] { return alert(running).empty() ? std::string("over") : ""; }) ==
          "over");
    CHECK(state().sealed_mail);
}

TEST_CASE("while the mail server refuses us the program is ready, says so, and no mail is lost",
          "[end_to_end]") {
    test::SmtpServer server;
    server.answer_greeting("554 5.7.1 not from you");
    RunningApp running("sqlite", {}, [&](config::Config& config) {
        config.mail.smtp_host = "127.0.0.1";
        config.mail.smtp_port = server.port();
        config.mail.smtp_security = "none";
    });
    nominate(running);
    CHECK(RunningApp::eventually([&] { return alert(running); }) == "mail");
    auto const ready = running.browser().get("/readyz");
    CHECK(ready.status == 200);
    CHECK(ready.body == "ok\ndegraded: mail\n");
    CHECK_THAT(console(running), Contains("No mail leaves"));
    server.answer_greeting("220 fake ready");
    running.clock.advance(1min);
    CHECK(RunningApp::eventually([&] { return server.taken().empty() ? "" : server.taken()[0].to; }) ==
          "jo.gate7@mail.example.org");
    CHECK(RunningApp::eventually([&] { return alert(running).empty() ? std::string("over") : ""; }) ==
          "over");
}

TEST_CASE("a proxy that nobody declared is told of on the console", "[end_to_end]") {
    RunningApp running("sqlite", {});
    CHECK(running.browser().get("/nominate", {"X-Forwarded-For: 203.0.113.9"}).status == 200);
    CHECK(alert(running) == "proxy");
    CHECK_THAT(console(running), Contains("web.trusted_proxies"));
    running.restart();
    CHECK(alert(running).empty());
}

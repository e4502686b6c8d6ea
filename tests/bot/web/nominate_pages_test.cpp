#include <catch2/catch.hpp>
#include <fstream>

#include "bot/notify/mail_transport.h"
#include "storage/engine/sql.h"
#include "storage/invite_tokens.h"
#include "tests/bot/web/nomination_site.h"

using Catch::Contains;
using test::hidden_field;
using test::set;

namespace {

long long rows(test::NominationSite& site, std::string const& table) {
    long long found = 0;
    storage::Read(site.store).session() << "select count(*) from " + table, storage::into(found);
    return found;
}

std::string token_of(std::string const& page) {
    return hidden_field(page, "form_token");
}

}  // namespace

TEST_CASE("a visitor nominates, confirms and takes it back without a script", "[nominate][web]") {
    test::NominationSite site;
    auto visitor = site.browser();
    auto const sent = visitor.post("/nominate", site.typed(visitor));
    CHECK(sent.status == 303);
    CHECK(sent.header("location") == "/nominate/sent");
    CHECK_THAT(visitor.get("/nominate/sent").body, Contains("/outbox"));

    auto const confirm = "/confirm/" + site.last_link("/confirm/");
    auto const question = visitor.get(confirm);
    CHECK(question.status == 200);
    CHECK_THAT(question.body, Contains("Hearth") && Contains("<button>"));
    CHECK(rows(site, "nominations where state = 'counted'") == 0);
    CHECK(visitor.post(confirm, {{"form_token", token_of(question.body)}}).status == 303);
    CHECK(rows(site, "nominations where state = 'counted'") == 1);
    auto const mine = "/mine/" + site.last_link("/confirm/");
    CHECK_THAT(visitor.get(confirm).body, Contains(mine));

    auto const page = visitor.get(mine).body;
    CHECK_THAT(page, Contains("They &lt;b&gt;called&lt;/b&gt; me back."));
    visitor.post(mine, {{"form_token", token_of(page)}, {"do", "withdraw"}});
    CHECK(rows(site, "nominations where state = 'withdrawn'") == 1);
    auto const unsure = visitor.post(mine, {{"form_token", token_of(page)}, {"do", "erase"}});
    CHECK(unsure.status == 422);
    CHECK(rows(site, "nominations where erased_at is not null") == 0);
    visitor.post(mine, {{"form_token", token_of(page)}, {"do", "erase"}, {"sure", "yes"}});
    CHECK_THAT(visitor.get(mine).body, Contains("erased") && !Contains("called"));
}

TEST_CASE("errors stand beside their fields and nothing typed is lost", "[nominate][web]") {
    test::NominationSite site;
    auto visitor = site.browser();
    auto fields = site.typed(visitor);
    set(fields, "company", "\"><script>");
    set(fields, "category", "none");
    set(fields, "mail", "ana@");
    fields.emplace_back("person", "Ines & Co");
    fields.emplace_back("may_ask", "yes");
    fields.emplace_back("empathy", "4");
    auto const again = visitor.post("/nominate", fields);
    CHECK(again.status == 422);
    CHECK_THAT(again.body, Contains("id=\"mail-error\"") && Contains("id=\"category-error\"") &&
                               Contains("aria-describedby=\"mail-hint mail-error\" aria-invalid=\"true\"") &&
                               Contains("href=\"#mail\""));
    CHECK_THAT(again.body, Contains("value=\"&quot;&gt;&lt;script&gt;\"") && Contains("value=\"ana@\"") &&
                               Contains("value=\"Ines &amp; Co\"") &&
                               Contains("They &lt;b&gt;called&lt;/b&gt;") &&
                               Contains("id=\"empathy-4\" name=\"empathy\" value=\"4\" checked") &&
                               Contains("name=\"may_ask\" value=\"yes\" checked"));
    CHECK(rows(site, "nominations") == 0);
}

TEST_CASE("an invite link fills in its company, and a bad one shows the plain form", "[nominate][web]") {
    test::NominationSite site;
    auto const hearth = test::add_company(site.store, "Hearth & Söhne");
    auto const token =
        site.store.write([&](storage::Write& write) { return site.invitations.mint(write, hearth).value(); });
    auto visitor = site.browser();
    auto const page = visitor.get("/n/" + token);
    CHECK_THAT(page.body, Contains("value=\"Hearth &amp; Söhne\"") && Contains("You were invited"));
    CHECK(hidden_field(page.body, "invite") == token);
    auto fields = site.typed(visitor, "/n/" + token);
    set(fields, "company", "hearth & söhne");
    CHECK(visitor.post("/nominate", fields).status == 303);
    CHECK(rows(site, "nominations where evidence = 'invited'") == 1);

    auto const forged = visitor.get("/n/aaaaaaaaaaaaaaaa");
    auto const other =
        site.store.write([&](storage::Write& write) { return site.invitations.mint(write, hearth).value(); });
    CHECK(forged.status == 200);
    CHECK_THAT(forged.body, Contains("cannot be used any more"));
    CHECK(hidden_field(forged.body, "invite").empty());
}

TEST_CASE("forged, used and old invite links look alike", "[nominate][web]") {
    test::NominationSite site;
    auto const hearth = test::add_company(site.store, "Hearth");
    auto const mint = [&] {
        return site.store.write([&](storage::Write& write) { return site.invitations.mint(write, hearth).value(); });
    };
    auto const old = mint();
    site.clock.advance(std::chrono::hours(24 * 61));
    auto const used = mint();
    site.store.write([&](storage::Write& write) {
        storage::invite_tokens::spend(write, site.invitations.reserve(write, used, hearth).value());
    });
    auto const shown = [&](std::string const& token) {
        auto visitor = site.browser();
        auto body = visitor.get("/n/" + token).body;
        for (auto const& own : {token, hidden_field(body, "form_token")})
            for (auto at = body.find(own); at != body.npos; at = body.find(own)) body.erase(at, own.size());
        return body;
    };
    auto const forged = shown("aaaaaaaaaaaaaaaa");
    CHECK(shown(old) == forged);
    CHECK(shown(used) == forged);
}

TEST_CASE("links that lead nowhere look alike and change nothing", "[nominate][web]") {
    test::NominationSite site;
    auto visitor = site.browser();
    visitor.post("/nominate", site.typed(visitor));
    auto const link = site.last_link("/confirm/");
    site.clock.advance(std::chrono::hours(24 * 8));
    for (auto const& path : {"/confirm/" + link, "/mine/" + link, std::string("/confirm/zzzz"),
                             std::string("/mine/zzzz"), std::string("/follow-up/zzzz")}) {
        auto const answer = visitor.get(path);
        CHECK(answer.status == 404);
        CHECK_THAT(answer.body, Contains("This link does not work"));
    }
}

TEST_CASE("a form that was open too long comes back with all that was typed", "[nominate][web]") {
    test::NominationSite site;
    auto visitor = site.browser();
    auto fields = site.typed(visitor);
    set(fields, "form_token", "stale");
    auto const again = visitor.post("/nominate", fields);
    CHECK(again.status == 403);
    CHECK_THAT(again.body, Contains("value=\"ana@gmail.com\"") && Contains("open for a long time"));
    set(fields, "form_token", token_of(again.body));
    CHECK(visitor.post("/nominate", fields).status == 303);
}

TEST_CASE("a form sent faster than one can read asks to look again", "[nominate][web]") {
    test::NominationSite site;
    auto visitor = site.browser();
    auto fields = site.typed(visitor);
    set(fields, "started", hidden_field(visitor.get("/nominate").body, "started"));
    auto const again = visitor.post("/nominate", fields);
    CHECK(again.status == 422);
    CHECK_THAT(again.body, Contains("very quick"));
    site.clock.advance(std::chrono::seconds(5));
    CHECK(visitor.post("/nominate", fields).status == 303);
}

TEST_CASE("the form and its mail speak the visitor's language", "[nominate][web]") {
    test::NominationSite site;
    auto visitor = site.browser();
    CHECK_THAT(visitor.get("/de/nominate").body, Contains("Nominiere ein Team"));
    auto const sent = visitor.post("/de/nominate", site.typed(visitor, "/de/nominate"));
    CHECK(sent.header("location") == "/de/nominate/sent");
    CHECK_THAT(visitor.get("/de/confirm/" + site.last_link("/de/confirm/")).body,
               Contains("Ein letzter Schritt"));
}

TEST_CASE("between seasons the form says when the next one opens", "[nominate][web]") {
    test::NominationSite site;
    site.until(site.clock.now() + std::chrono::hours(24 * 91));
    auto visitor = site.browser();
    CHECK_THAT(visitor.get("/nominate").body, Contains("The season is over"));
}

TEST_CASE("the follow-up takes one of three answers, once", "[nominate][web]") {
    test::NominationSite site;
    auto visitor = site.browser();
    auto fields = site.typed(visitor);
    fields.emplace_back("may_ask", "yes");
    visitor.post("/nominate", fields);
    site.nominations.confirm(site.last_link("/confirm/"), "en");
    site.clock.advance(std::chrono::hours(24 * 14));
    site.follow_ups.run_once();
    auto const path = "/follow-up/" + site.last_link("/follow-up/");
    auto const page = visitor.get(path);
    CHECK_THAT(page.body, Contains("Did it end well?") && Contains("Hearth"));
    CHECK(visitor.post(path, {{"form_token", token_of(page.body)}, {"answer", "x"}}).status == 400);
    visitor.post(path, {{"form_token", token_of(page.body)}, {"answer", "partly"}});
    CHECK(rows(site, "follow_ups where answer = 'partly'") == 1);
    CHECK_THAT(visitor.get(path).body, Contains("Thank you for telling us"));
}

TEST_CASE("the demo's outbox shows mails with their links", "[nominate][web]") {
    test::NominationSite site;
    auto visitor = site.browser();
    CHECK_THAT(visitor.get("/outbox").body, Contains("No mail yet"));
    bot::notify::MimeMessage const letter{"abc2",      "awards@example.org",
                                          "",          "ana@example.org",
                                          "Grüße <b>", "Hi\n\nhttp://127.0.0.1:8080/confirm/x\nhttp://x\"y\n",
                                          {}};
    bot::notify::OutboxFolder(site.outbox).deliver({"abc2", letter.from, letter.to, to_eml(letter)});
    CHECK_THAT(visitor.get("/outbox").body, Contains("href=\"/outbox/abc2\"") && Contains("Grüße &lt;b&gt;"));
    auto const mail = visitor.get("/outbox/abc2").body;
    CHECK_THAT(
        mail, Contains("<a href=\"http://127.0.0.1:8080/confirm/x\">") && Contains("<p>http://x&quot;y</p>"));
    CHECK(visitor.get("/outbox/none").status == 404);
}

TEST_CASE("where several seasons are to come the form names the day of the nearest", "[nominate][web]") {
    test::NominationSite site;
    auto visitor = site.browser();
    auto const plan = [&](std::string const& id, std::chrono::year year) {
        auto settings = test::season_settings();
        settings.id = id;
        settings.opens_at = std::chrono::sys_days(year / 3 / 1);
        settings.closes_at = settings.opens_at + std::chrono::days(90);
        settings.publishes_at = site.clock.now();
        settings.counts_at = settings.announced_at = settings.closes_at + std::chrono::days(30);
        site.store.write(
            [&](storage::Write& write) { bot::nominate::ensure_season(write, settings, site.clock.now()); });
    };
    plan("2028", std::chrono::year(2028));
    plan("2027", std::chrono::year(2027));
    site.until(test::season_settings().closes_at);
    CHECK_THAT(visitor.get("/nominate").body, Contains("The next one opens on 1 March 2027."));
    site.until(std::chrono::sys_days(std::chrono::year(2027) / 7 / 1));
    CHECK_THAT(visitor.get("/de/nominate").body, Contains("1. März 2028"));
}

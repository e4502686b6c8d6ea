#include "bot/web/auth/sign_in.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/bot/web/site.h"

using bot::web::Request;
using bot::web::Routes;
using test::Browser;
using test::hidden_field;
using test::Site;

namespace {

constexpr auto password = "four words in a row";

void desk(Routes& routes) {
    routes.console_get(bot::web::Routes::Role::plain, "/console/queue",
                       [](Request const& request, storage::Operator const& person) {
                           return bot::web::html("desk of " + person.name +
                                                 "<input name=\"form_token\" value=\"" + request.form_token +
                                                 "\">");
                       });
    routes.console_post(bot::web::Routes::Role::plain, "/console/queue/go",
                        [](Request const&, storage::Operator const&) { return bot::web::html("gone"); });
}

/// The browser after a first sign-in by link.
Browser signed_in(Site& site, std::string const& link) {
    auto browser = site.browser();
    auto const page = browser.get(link);
    browser.post(link, {{"form_token", hidden_field(page.body, "form_token")}, {"password", password}});
    return browser;
}

test::Answer try_password(Browser& browser, std::string const& name, std::string const& tried,
                          std::string const& next = "") {
    auto const page = browser.get("/console/sign-in");
    return browser.post("/console/sign-in", {{"form_token", hidden_field(page.body, "form_token")},
                                             {"name", name},
                                             {"password", tried},
                                             {"next", next}});
}

}  // namespace

TEST_CASE("an operator comes in by a link once, and by password from then on", "[web][sign-in]") {
    Site site(desk);
    auto const link = site.link_for(site.add_operator("Ana"));
    auto browser = site.browser();
    CHECK(browser.get("/console/queue").header("location") == "/console/sign-in?next=/console/queue");

    auto const page = browser.get(link);
    CHECK(page.status == 200);
    CHECK_THAT(page.body, Catch::Contains("Welcome, Ana"));
    CHECK(browser.get(link).status == 200);  // Looking does not spend it.
    auto const token = hidden_field(page.body, "form_token");
    auto const too_short = browser.post(link, {{"form_token", token}, {"password", "short"}});
    CHECK(too_short.status == 422);
    CHECK_THAT(too_short.body, Catch::Contains("shorter than 10"));
    auto const in = browser.post(link, {{"form_token", token}, {"password", password}});
    CHECK(in.status == 303);
    CHECK(in.header("location") == "/console/queue");
    CHECK_THAT(in.header("set-cookie"),
               Catch::Contains("HttpOnly; SameSite=Lax") && Catch::Contains("Path=/console"));
    CHECK_THAT(browser.get("/console/queue").body, Catch::Contains("desk of Ana"));
    CHECK(browser.get(link).status == 404);
    CHECK(site.browser().get(link).status == 404);

    auto other = site.browser();
    CHECK(try_password(other, "ana", "four words in a rov").status == 422);
    CHECK(try_password(other, " ANA", password, "/console/sent").header("location") == "/console/sent");
    CHECK(try_password(other, "ana", password, "https://evil.example/").header("location") ==
          "/console/queue");
    CHECK(try_password(other, "ana", password, "//evil.example/").header("location") == "/console/queue");
}

TEST_CASE("a link that is forged, used or a day old looks the same", "[web][sign-in]") {
    Site site(desk);
    auto const ana = site.add_operator("Ana");
    auto const old = site.link_for(ana);
    site.clock.advance(std::chrono::hours(24));
    auto const used = site.link_for(ana);
    signed_in(site, used);
    auto browser = site.browser();
    auto const forged = browser.get("/console/sign-in/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    CHECK(forged.status == 404);
    auto const blank = [](std::string page, std::string const& link) {
        for (auto at = page.find(link); at != std::string::npos; at = page.find(link))
            page.erase(at, link.size());
        return page;
    };
    auto const expected = blank(forged.body, "/console/sign-in/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    CHECK(blank(browser.get(old).body, old) == expected);
    CHECK(blank(browser.get(used).body, used) == expected);
    auto const token = hidden_field(browser.get("/console/sign-in").body, "form_token");
    CHECK(browser.post(used, {{"form_token", token}, {"password", password}}).status == 404);
}

TEST_CASE("wrong passwords and unknown names look alike and run into the same limit", "[web][sign-in]") {
    Site site(desk);
    auto const ana = site.add_operator("Ana");
    signed_in(site, site.link_for(ana));
    for (std::string const name : {"Ana", "Nobody"}) {
        auto browser = site.browser();
        INFO(name);
        for (int i = 0; i < 8; ++i) {
            auto const answer = try_password(browser, name, "wrong password");
            CHECK(answer.status == 422);
            CHECK_THAT(answer.body, Catch::Contains("do not belong together"));
            CHECK_THAT(answer.body, !Catch::Contains("wrong password"));
        }
        CHECK(try_password(browser, name, password).status == 429);
    }
    site.clock.advance(std::chrono::minutes(15));
    auto browser = site.browser();
    CHECK(try_password(browser, "Ana", password).status == 303);
    // What was right clears the count of the name.
    for (int i = 0; i < 8; ++i) CHECK(try_password(browser, "Ana", "wrong password").status == 422);
}

TEST_CASE("many names from one neighbourhood run into a limit too", "[web][sign-in]") {
    Site site(desk);
    auto try_name = [&](int i, std::string const& client) {
        return site.sign_in.by_password("name " + std::to_string(i), "wrong password", client).refusal;
    };
    using Refusal = bot::web::SignIn::Refusal;
    for (int i = 0; i < 40; ++i) REQUIRE(try_name(i, "192.0.2." + std::to_string(i)) == Refusal::wrong);
    CHECK(try_name(40, "192.0.2.200") == Refusal::too_often);
    CHECK(try_name(40, "192.0.3.200") == Refusal::wrong);
}

TEST_CASE("strangers lock an operator out neither from elsewhere nor at a browser known to be theirs",
          "[web][sign-in]") {
    Site site(desk);
    auto const ana = site.add_operator("Ana");
    auto known = signed_in(site, site.link_for(ana));
    CHECK(known.get("/console/queue").status == 200);
    REQUIRE(known.cookies.contains("device"));
    using Refusal = bot::web::SignIn::Refusal;
    auto const guess = [&](std::string const& client) {
        return site.sign_in.by_password("ana", "wrong password", client).refusal;
    };
    for (int i = 0; i < 8; ++i) REQUIRE(guess("192.0.2.1") == Refusal::wrong);
    CHECK(guess("192.0.2.1") == Refusal::too_often);
    // Elsewhere the name has tries left.
    CHECK(site.sign_in.by_password("ana", password, "198.51.100.1").person == ana.id);
    // From many places it slows down for strangers, and not for Ana's own browser.
    for (int i = 0; i < 40; ++i) guess("203.0." + std::to_string(i) + ".1");
    CHECK(guess("198.51.100.1") == Refusal::too_often);
    for (int i = 0; i < 60; ++i) site.sign_in.by_password("x" + std::to_string(i), "wrong", "127.0.0.1");
    auto stranger = site.browser();
    CHECK(try_password(stranger, "ana", password).status == 429);
    CHECK(try_password(known, "ana", password).status == 303);
    site.clock.advance(std::chrono::minutes(5));
    CHECK(site.sign_in.by_password("ana", password, "198.51.100.7").person == ana.id);
}

TEST_CASE("a known browser has its own few tries, is one person's, and ends with the password",
          "[web][sign-in]") {
    Site site(desk);
    auto const ana = site.add_operator("Ana");
    auto const ben = site.add_operator("Ben");
    auto known = signed_in(site, site.link_for(ana));
    known.get("/console/queue");
    auto const device = known.cookies.at("device");
    using Refusal = bot::web::SignIn::Refusal;
    auto const guess = [&](char const* name, std::string const& cookie) {
        return site.sign_in.by_password(name, "wrong password", "192.0.2.1", cookie).refusal;
    };
    for (int i = 0; i < 8; ++i) REQUIRE(guess("ana", device) == Refusal::wrong);
    CHECK(guess("ana", device) == Refusal::too_often);
    bot::web::KnownDevices const devices(site.keys);
    auto const now = site.clock.now();
    auto const of = [&](storage::OperatorId const& id) { return *storage::operators::find(site.store, id); };
    CHECK(devices.is_theirs(of(ana.id), device, now));
    CHECK_FALSE(devices.is_theirs(of(ben.id), device, now));
    CHECK_FALSE(devices.is_theirs(of(ana.id), device, now + std::chrono::days(366)));
    for (auto const& forged : {std::string(), std::string("."), "1" + device, device + "0"})
        CHECK_FALSE(devices.is_theirs(of(ana.id), forged, now));
    signed_in(site, site.link_for(ana));
    site.store.write(
        [&](storage::Write& write) { storage::operators::set_password(write, ana.id, "another"); });
    CHECK_FALSE(devices.is_theirs(of(ana.id), device, now));
}

TEST_CASE("signing in gives a new cookie and ends the one before", "[web][sign-in]") {
    Site site(desk);
    auto browser = signed_in(site, site.link_for(site.add_operator("Ana")));
    auto const before = browser.cookies.at("session");
    auto stolen = site.browser();
    stolen.cookies["session"] = before;
    CHECK(stolen.get("/console/queue").status == 200);
    CHECK(try_password(browser, "ana", password).status == 303);
    CHECK(browser.cookies.at("session") != before);
    CHECK(stolen.get("/console/queue").status == 303);
}

TEST_CASE("a new link and password end all other sessions of that person", "[web][sign-in]") {
    Site site(desk);
    auto const ana = site.add_operator("Ana");
    auto first = signed_in(site, site.link_for(ana));
    auto const bens = site.add_operator("Ben");
    auto ben = signed_in(site, site.link_for(bens));
    signed_in(site, site.link_for(ana));
    CHECK(first.get("/console/queue").status == 303);
    CHECK(ben.get("/console/queue").status == 200);
}

TEST_CASE("a session ends when it is idle, when it is old, and when the person is disabled",
          "[web][sign-in]") {
    Site site(desk);
    auto const ana = site.add_operator("Ana");
    auto browser = signed_in(site, site.link_for(ana));
    for (int i = 0; i < 3; ++i) {
        site.clock.advance(std::chrono::hours(11));
        CHECK(browser.get("/console/queue").status == 200);
    }
    site.clock.advance(std::chrono::hours(12));
    CHECK(browser.get("/console/queue").status == 303);

    REQUIRE(try_password(browser, "ana", password).status == 303);
    int hours = 0;
    for (; hours < 31 * 24 && browser.get("/console/queue").status == 200; hours += 10)
        site.clock.advance(std::chrono::hours(10));
    CHECK(hours == 30 * 24);

    REQUIRE(try_password(browser, "ana", password).status == 303);
    site.store.write(
        [&](storage::Write& write) { storage::operators::disable(write, ana.id, site.clock.now()); });
    CHECK(browser.get("/console/queue").status == 303);
    CHECK(try_password(browser, "ana", password).status == 422);
    CHECK(browser.get(site.link_for(ana)).status == 404);
}

TEST_CASE("signing out takes a form, and ends the session", "[web][sign-in]") {
    Site site(desk);
    auto browser = signed_in(site, site.link_for(site.add_operator("Ana")));
    auto const before = browser.cookies.at("session");
    CHECK(browser.get("/console/sign-out").status == 405);
    CHECK(browser.post("/console/sign-out", {}).status == 403);
    CHECK(browser.get("/console/queue").status == 200);
    auto const token = hidden_field(browser.get("/console/queue").body, "form_token");
    CHECK(browser.post("/console/sign-out", {{"form_token", token}}).header("location") ==
          "/console/sign-in?out=1");
    CHECK_FALSE(browser.cookies.contains("session"));
    browser.cookies["session"] = before;
    CHECK(browser.get("/console/queue").status == 303);
}

TEST_CASE("a console form needs its own session's token", "[web][sign-in]") {
    Site site(desk);
    auto ana = signed_in(site, site.link_for(site.add_operator("Ana")));
    auto ben = signed_in(site, site.link_for(site.add_operator("Ben")));
    auto const anas = hidden_field(ana.get("/console/queue").body, "form_token");
    CHECK(ana.post("/console/queue/go", {{"form_token", anas}}).body == "gone");
    CHECK(ben.post("/console/queue/go", {{"form_token", anas}}).status == 403);
    CHECK(ana.post("/console/queue/go", {}).status == 403);
    auto const signed_out = site.browser().post("/console/queue/go", {{"form_token", anas}});
    CHECK(signed_out.status == 403);
    CHECK_THAT(signed_out.body, Catch::Contains("You were signed out"));
}

TEST_CASE("the database never holds what a cookie or a link holds", "[web][sign-in]") {
    Site site(desk);
    auto const link = site.link_for(site.add_operator("Ana"));
    auto browser = signed_in(site, link);
    site.restart();
    std::string bytes;
    for (auto const& entry : std::filesystem::recursive_directory_iterator(site.folder.path)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream in(entry.path(), std::ios::binary);
        bytes.append(std::istreambuf_iterator<char>(in), {});
    }
    CHECK(bytes.find("Ana") != std::string::npos);
    CHECK(bytes.find(browser.cookies.at("session")) == std::string::npos);
    CHECK(bytes.find(link.substr(link.rfind('/') + 1)) == std::string::npos);
    CHECK(bytes.find(password) == std::string::npos);
}

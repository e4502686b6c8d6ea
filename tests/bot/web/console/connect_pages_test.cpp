#include "bot/web/console/pages.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "bot/networks/bluesky/bluesky.h"
#include "bot/networks/mastodon/mastodon.h"
#include "bot/networks/networks.h"
#include "bot/networks/x/session.h"
#include "storage/networks.h"
#include "tests/bot/web/site.h"
#include "tests/fakes/http_server.h"

using namespace std::chrono_literals;
using bot::web::ConnectPages;
using bot::web::Request;
using bot::web::Response;
using Catch::Contains;
using storage::Operator;
using test::json_answer;

namespace {

constexpr auto x = "/console/networks/x/connect";
constexpr auto mastodon = "/console/networks/mastodon/connect";
constexpr auto bluesky = "/console/networks/bluesky/connect";
constexpr auto own_password = "the-real-password";

void answer_as_all_networks(test::HttpServer& server) {
    server.answer(
        "/2/oauth2/token",
        json_answer(
            R"({"expires_in": 7200, "access_token": "secret-access", "refresh_token": "secret-refresh"})"));
    server.answer("/2/users/me", json_answer(R"({"data": {"id": "900", "username": "awards"}})"));
    server.answer("/api/v1/apps", json_answer(R"({"client_id": "our-id", "client_secret": "our-secret"})"));
    server.answer("/oauth/token", json_answer(R"({"access_token": "secret-token"})"));
    server.answer("/oauth/revoke", json_answer("{}"));
    server.answer("/api/v1/accounts/verify_credentials", json_answer(R"({"id": "7", "acct": "awards"})"));
}

/// The pages behind the sign-in, with networks on one fake server, and an operator's browser.
struct ConnectSite : test::Site {
    struct With {
        std::string public_url = "https://awards.example";
        std::string client_id = "awards-client";
        bool bluesky = true;
    };
    explicit ConnectSite(With const& with = {"https://awards.example", "awards-client", true})
        : Site([this](bot::web::Routes& routes) { list(routes); }), public_url(with.public_url) {
        answer_as_all_networks(server);
        x_settings.api = server.address();
        x_settings.client_id = with.client_id;
        x_settings.token_file = folder / "x.session";
        x_settings.private_addresses = true;
        bot::networks::MastodonSettings at_mastodon;
        at_mastodon.instance = server.address();
        at_mastodon.account_file = folder / "mastodon.account";
        if (with.bluesky) {
            bot::networks::BlueskySettings at_bluesky;
            at_bluesky.host = server.address();
            at_bluesky.account_file = folder / "bluesky.account";
            at_bluesky.session_file = folder / "bluesky.session";
            at_bluesky.private_addresses = true;
            networks.push_back(bot::networks::bluesky(at_bluesky, clock));
        }
        networks.push_back(bot::networks::mastodon(at_mastodon, clock));
        networks.push_back(bot::networks::x(x_settings, clock, &store));
        accounts = std::make_unique<bot::account_linking::Accounts>(store, clock, networks, public_url);
        pages_of_accounts = std::make_unique<ConnectPages>(ConnectPages{*accounts, test::pages()});
        sign_in_as(add_operator("Ines"), ines);
    }

    void list(bot::web::Routes& routes) {
        using Handler = Response (ConnectPages::*)(Request const&, Operator const&) const;
        auto const path = [](char const* page) { return std::string("/console/networks/{network}/") + page; };
        auto const get = [&](char const* page, Handler member) {
            routes.console_get(bot::web::Routes::Role::lead, path(page),
                               [this, member](Request const& request, Operator const& who) {
                                   return ((*pages_of_accounts).*member)(request, who);
                               });
        };
        auto const post = [&](char const* page, Handler member) {
            routes.console_post(bot::web::Routes::Role::lead, path(page),
                                [this, member](Request const& request, Operator const& who) {
                                    return ((*pages_of_accounts).*member)(request, who);
                                });
        };
        get("connect", &ConnectPages::form);
        post("connect", &ConnectPages::begin);
        get("back", &ConnectPages::back);
        post("code", &ConnectPages::code);
        post("stop", &ConnectPages::stop);
        get("disconnect", &ConnectPages::ask_disconnect);
        post("disconnect", &ConnectPages::disconnect);
    }
    void sign_in_as(Operator const& person, test::Browser& who) {
        auto const link = link_for(person);
        auto const shown = who.get(link).body;
        who.post(link, {{"form_token", test::hidden_field(shown, "form_token")},
                        {"password", "correct horse battery"}});
    }
    Operator add_lead(std::string const& name) {
        Operator person;
        person.id = storage::OperatorId::random();
        person.name = name;
        person.role = Operator::Role::lead;
        person.created_at = clock.now();
        store.write([&](storage::Write& write) { storage::operators::add(write, person); });
        return person;
    }
    test::Answer post(std::string const& path, std::vector<std::pair<std::string, std::string>> fields = {}) {
        auto const shown = ines.get(path.substr(0, path.rfind('/')) + "/connect").body;
        fields.emplace_back("form_token", test::hidden_field(shown, "form_token"));
        return ines.post(path, fields);
    }
    /// Begins at X; the state that its page would bring back.
    std::string begin() {
        post(x);
        return state_in(ines.get(x).body);
    }
    static std::string state_in(std::string const& page) {
        auto const at = page.find("state=");
        if (at == page.npos) return "";
        return page.substr(at + 6, page.find('&', at) - at - 6);
    }
    test::Answer back(std::string const& state, std::string const& code = "the-code") {
        return ines.get("/console/networks/x/back?state=" + state + "&code=" + code);
    }
    bool at_x() const { return connected("x"); }
    bool connected(std::string_view network) const {
        return bot::networks::find(networks, network)->account_link->state().connected;
    }
    void says(std::string const& path, test::HttpAnswer answer) {
        server.forget(path);
        server.answer(path, std::move(answer));
    }
    std::string kept(char const* name) const {
        std::ifstream file(folder / name);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    test::HttpServer server;
    std::string const public_url;
    bot::networks::XSettings x_settings;
    std::vector<bot::networks::Network> networks;
    std::unique_ptr<bot::account_linking::Accounts> accounts;
    std::unique_ptr<ConnectPages> pages_of_accounts;
    test::Browser ines = browser();
};

}  // namespace

TEST_CASE("an operator goes to X and comes back, and the page says who is signed in", "[web][connect]") {
    ConnectSite site;
    bot::networks::XSession running(site.x_settings, site.clock);
    CHECK_FALSE(running.signed_in());
    auto const shown = site.ines.get(x);
    CHECK_THAT(shown.body, Contains("https://awards.example/console/networks/x/back"));
    CHECK(site.post(x).header("location") == x);
    auto const way = site.ines.get(x).body;
    CHECK_THAT(way, Contains("https://x.com/i/oauth2/authorize?") && Contains("code_challenge_method=S256") &&
                        Contains("Go on to x.com"));
    auto const answer = site.back(ConnectSite::state_in(way));
    CHECK(answer.status == 303);
    CHECK(answer.header("location") == x);
    CHECK_THAT(site.ines.get(x).body, Contains("Signed in as awards.") && !Contains("authorize?"));
    CHECK_THAT(site.ines.get(x, {"Accept-Language: de"}).body, Contains("Angemeldet als awards."));
    // A connector that runs has it at once.
    CHECK(running.access() == "secret-access");
    struct stat file {};
    REQUIRE(::stat(site.x_settings.token_file.c_str(), &file) == 0);
    CHECK((file.st_mode & 0777) == 0600);
    auto const sent = site.server.asked().at(0).body;
    auto const verifier = sent.substr(sent.find("code_verifier=") + 14, 40);
    CHECK_THAT(way, !Contains(verifier));
}

TEST_CASE("what comes back with another state, twice, too late or to somebody else connects nothing",
          "[web][connect]") {
    ConnectSite site;
    auto const state = site.begin();
    REQUIRE(state.size() >= 32);
    auto const refused = [&](test::Answer const& answer) {
        CHECK(answer.status == 422);
        CHECK_THAT(answer.body, Contains("does not belong to a sign-in that is under way"));
    };
    SECTION("another state, which does not end the way that is under way") {
        refused(site.back("abcdefghijklmnopqrstuvwxyzabcdef"));
        refused(site.back(""));
        refused(site.ines.get("/console/networks/x/back"));
        CHECK(site.server.asked().empty());
        CHECK(site.back(state).status == 303);
    }
    SECTION("the same one a second time") {
        CHECK(site.back(state).status == 303);
        auto const asked = site.server.asked().size();
        refused(site.back(state));
        CHECK(site.server.asked().size() == asked);
        return;
    }
    SECTION("after ten minutes") {
        site.clock.advance(10min);
        refused(site.back(state));
        CHECK_FALSE(site.at_x());
    }
    SECTION("to another operator's browser") {
        auto other = site.browser();
        site.sign_in_as(site.add_operator("Ben"), other);
        refused(other.get("/console/networks/x/back?code=the-code&state=" + state));
        CHECK_FALSE(site.at_x());
    }
    SECTION("to a browser that nobody signed in with") {
        auto stranger = site.browser();
        auto const answer = stranger.get("/console/networks/x/back?code=the-code&state=" + state);
        CHECK(answer.header("location").starts_with("/console/sign-in"));
        CHECK_FALSE(site.at_x());
    }
    SECTION("after it was begun again, or stopped") {
        if (GENERATE(true, false))
            CHECK(site.begin() != state);
        else
            site.post("/console/networks/x/stop");
        refused(site.back(state));
        CHECK_FALSE(site.at_x());
    }
    SECTION("of another network") {
        refused(site.ines.get("/console/networks/mastodon/back?code=the-code&state=" + state));
    }
}

TEST_CASE("a sign-in that fails says what to do, in words of ours alone, and keeps what was there",
          "[web][connect]") {
    ConnectSite site;
    site.back(site.begin());
    auto const before = site.kept("x.session");
    REQUIRE_FALSE(before.empty());
    auto const state = site.begin();
    auto const failed = [&](std::string const& words) {
        auto const answer = site.back(state);
        CHECK(answer.status == 422);
        CHECK_THAT(answer.body, Contains(words) && !Contains("x: ") && !Contains("/2/oauth2/token"));
        CHECK_THAT(answer.body, !Contains("secret-"));
    };
    SECTION("the code is refused") {
        site.says("/2/oauth2/token", json_answer(R"({"error": "invalid_request"})", 400));
        failed("X refuses the code");
    }
    SECTION("the server breaks") {
        site.says("/2/oauth2/token", test::html_answer("<b>oops</b>", 500));
        failed("server is in trouble");
    }
    SECTION("it gives no tokens") {
        site.says("/2/oauth2/token", json_answer(R"({"access_token": "", "refresh_token": ""})"));
        failed("server is in trouble");
    }
    SECTION("it gives none to stay signed in with") {
        site.says("/2/oauth2/token", json_answer(R"({"access_token": "a", "refresh_token": ""})"));
        failed("gave nothing that we could keep");
    }
    SECTION("the application is refused") {
        site.says("/2/oauth2/token", json_answer(R"({"error": "unauthorized_client"})", 401));
        failed("refuses our application");
    }
    SECTION("the person said no") {
        auto const answer = site.ines.get("/console/networks/x/back?error=access_denied&state=" + state);
        CHECK_THAT(answer.body, Contains("the permission was not given at X"));
    }
    CHECK(site.kept("x.session") == before);
}

TEST_CASE("who may not is refused every page of it, and changes nothing", "[web][connect]") {
    ConnectSite site;
    auto const token = test::hidden_field(site.ines.get(x).body, "form_token");
    CHECK(site.ines.post(x, {}).status == 403);
    CHECK(site.ines.post("/console/networks/x/disconnect", {}).status == 403);
    CHECK_THAT(site.ines.get(x).body, !Contains("authorize?"));
    site.back(site.begin());
    REQUIRE(site.at_x());

    auto lead = site.browser();
    site.sign_in_as(site.add_lead("Lena"), lead);
    CHECK(lead.get(x).status == 200);
    auto const answer = site.ines.get(x);
    CHECK(answer.status == 403);
    CHECK_THAT(answer.body, Contains("This is for leads"));
    CHECK(site.ines.post(x, {{"form_token", token}}).status == 403);
    CHECK(site.ines.post("/console/networks/x/disconnect", {{"form_token", token}}).status == 403);
    CHECK(site.at_x());
}

TEST_CASE("an account is disconnected by a form that was asked for, and never by looking", "[web][connect]") {
    ConnectSite site;
    CHECK(site.ines.get("/console/networks/x/disconnect").header("location") == x);
    site.back(site.begin());
    CHECK_THAT(site.ines.get(x).body, Contains("/console/networks/x/disconnect"));
    auto const asked = site.ines.get("/console/networks/x/disconnect");
    CHECK_THAT(asked.body, Contains("Disconnect X?") && Contains("Apps and sessions"));
    CHECK(site.at_x());
    auto const done = site.post("/console/networks/x/disconnect");
    CHECK(done.header("location") == x);
    CHECK_FALSE(site.at_x());
    CHECK(site.kept("x.session").empty());
    CHECK_THAT(site.ines.get(x).body, !Contains("Signed in as awards"));
}

TEST_CASE("a network that is not on says which lines to add", "[web][connect]") {
    ConnectSite site({"https://awards.example", "awards-client", false});
    CHECK_THAT(site.ines.get(bluesky).body,
               Contains("[networks.bluesky]\nenabled = true") && !Contains("<input id="));
    CHECK(site.post(bluesky, {{"handle", "awards.example"}, {"password", "abcd-efgh-ijkl-mnop"}}).status ==
          422);
    CHECK(site.ines.get("/console/networks/rss/connect").status == 404);
    ConnectSite lacking({"https://awards.example", "", true});
    CHECK_THAT(lacking.ines.get(x).body,
               Contains("networks.x.client_id is not set") && Contains("client_id = "));
    CHECK(lacking.post(x).status == 422);
}

TEST_CASE("Mastodon asks for the server, and a code may be pasted where nobody is sent back",
          "[web][connect]") {
    auto const* const url = GENERATE("https://awards.example", "http://awards.example");
    ConnectSite site({url, "awards-client", true});
    bool const comes_back = std::string_view(url).starts_with("https");
    auto const form = site.ines.get(mastodon).body;
    CHECK_THAT(form, Contains("value=\"" + site.server.address() + "\""));
    CHECK((form.find("value=\"back\"") != form.npos) == comes_back);
    CHECK(site.post(mastodon, {{"server", site.server.address()}, {"way", "code"}}).status == 303);
    auto const way = site.ines.get(mastodon).body;
    CHECK_THAT(way, Contains("urn%3Aietf%3Awg%3Aoauth%3A2.0%3Aoob") && Contains("name=\"code\""));
    // Nobody is expected to come back by the browser.
    CHECK_THAT(site.post("/console/networks/mastodon/code", {{"code", ""}}).body,
               Contains("Put in the code"));
    CHECK(site.post("/console/networks/mastodon/code", {{"code", " pasted\n"}}).status == 303);
    CHECK(site.connected("mastodon"));
    CHECK_THAT(site.server.asked().at(site.server.asked().size() - 2).body, Contains("code=pasted&"));
    CHECK(site.post("/console/networks/mastodon/code", {{"code", "pasted"}}).status == 422);
    if (!comes_back)
        CHECK_THAT(site.post(x).body, Contains("public_url in the settings has to begin with https://"));
}

TEST_CASE("a code cannot be pasted into a way that comes back by the browser", "[web][connect]") {
    ConnectSite site;
    site.begin();
    CHECK(site.post("/console/networks/x/code", {{"code", "the-code"}}).status == 422);
    CHECK(site.server.asked().empty());
}

TEST_CASE("an address that was typed wrongly is shown again with what is wrong", "[web][connect]") {
    ConnectSite site;
    auto const answer = site.post(mastodon, {{"server", "http://10.0.0.1\"><b>"}});
    CHECK(answer.status == 422);
    CHECK_THAT(answer.body,
               Contains("That address cannot be called.") && Contains("http://10.0.0.1&quot;&gt;&lt;b&gt;"));
    CHECK_THAT(site.post(mastodon, {{"server", "https://127.0.0.1:1"}}).body,
               Contains("That address cannot be called."));
    CHECK_FALSE(site.connected("mastodon"));
}

TEST_CASE("an app password is never shown again, nor is one's own ever sent", "[web][connect]") {
    ConnectSite site;
    CHECK_THAT(site.ines.get(bluesky).body,
               Contains("App passwords") && Contains("Never type the account’s own password"));
    auto const own = site.post(bluesky, {{"handle", "awards.example"}, {"password", own_password}});
    CHECK_THAT(own.body, Contains("does not look like an app password") &&
                             Contains("value=\"awards.example\"") && !Contains(own_password));
    CHECK(site.server.asked().empty());
    site.says("/xrpc/com.atproto.server.createSession",
              json_answer(R"({"error": "AuthenticationRequired"})", 401));
    auto const wrong =
        site.post(bluesky, {{"handle", "awards.example"}, {"password", "abcd-efgh-ijkl-mnop"}});
    CHECK_THAT(wrong.body, Contains("refuses that name or password") && !Contains("abcd-efgh-ijkl-mnop\""));
    site.says("/xrpc/com.atproto.server.createSession",
              json_answer(R"({"did": "did:plc:a", "accessJwt": "secret-a", "refreshJwt": "secret-r"})"));
    CHECK(site.post(bluesky, {{"handle", "awards.example"}, {"password", "wxyz-efgh-ijkl-mnop"}}).status ==
          303);
    CHECK_THAT(site.ines.get(bluesky).body, Contains("Signed in as awards.example at 127.0.0.1") &&
                                                !Contains("wxyz-efgh-ijkl-mnop") && !Contains("secret-"));
}

TEST_CASE("a network that waited for its account is asked as soon as it is connected", "[web][connect]") {
    ConnectSite site;
    site.store.write([&](storage::Write& write) {
        storage::networks::add(write, "x", site.clock.now());
        storage::networks::failed(write, "x", "auth", "x: no account", site.clock.now(),
                                  site.clock.now() + 1h);
    });
    site.back(site.begin());
    CHECK(storage::networks::find(site.store, "x")->due_at == site.clock.now());
}

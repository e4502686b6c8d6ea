#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "bot/networks/mastodon/mastodon.h"
#include "tests/bot/networks/bluesky/account.h"
#include "tests/fakes/http_server.h"

using namespace bot::networks;
using Class = NetworkError::Class;
using Why = NotConnected::Why;
using test::json_answer;

namespace {

constexpr auto back = "https://awards.example/console/networks/mastodon/back";
constexpr auto all_scopes =
    "read:accounts read:follows read:search read:notifications read:statuses write:statuses";

/// An instance where a program may register itself and an account may let it in.
struct Instance {
    explicit Instance(bool pkce = true) {
        server.answer("/api/v1/apps",
                      json_answer(R"({"id": "1", "client_id": "our-id", "client_secret": "our-secret"})"));
        if (pkce)
            server.answer("/.well-known/oauth-authorization-server",
                          json_answer(R"({"code_challenge_methods_supported": ["S256"]})"));
        server.answer("/oauth/token", token("secret-token"));
        server.answer("/oauth/revoke", json_answer("{}"));
        server.answer("/api/v1/accounts/verify_credentials",
                      json_answer(R"({"id": "7", "acct": "awards", "bot": true})"));
    }
    static test::HttpAnswer token(std::string const& token, std::string const& scope = all_scopes) {
        return json_answer(R"({"access_token": ")" + token + R"(", "token_type": "Bearer", "scope": ")" +
                           scope + "\"}");
    }
    void says(std::string const& path, test::HttpAnswer answer) {
        server.forget(path);
        server.answer(path, std::move(answer));
    }
    std::vector<test::HttpAsked> asked(std::string const& path) const {
        std::vector<test::HttpAsked> found;
        for (auto const& one : server.asked())
            if (one.path() == path) found.push_back(one);
        return found;
    }
    /// A field of the last form that was sent there.
    std::string field(std::string const& path, std::string const& name) const {
        auto sent = asked(path).back();
        sent.target = "?" + sent.body;
        return sent.param(name);
    }
    test::HttpServer server;
};

struct Connecting {
    explicit Connecting(bool pkce = true) : instance(pkce) {}
    Instance instance;
    test::Folder folder;
    test::ManualClock clock;
    MastodonSettings settings = [this] {
        MastodonSettings made;
        made.instance = instance.server.address();
        made.account_file = folder / "mastodon.account";
        made.hashtags = {"support"};
        made.user_agent = "SupportAwards/test";
        return made;
    }();
    std::unique_ptr<AccountLink> const account_link = mastodon_account_link(settings, clock);

    AccountLink::PendingAuthorization begin(std::string const& redirect = back) {
        return account_link->begin({settings.instance, "", "", redirect}).value();
    }
    void connect() { account_link->finish(begin(), "the-code"); }
    std::string kept() const {
        std::ifstream file(settings.account_file);
        return {std::istreambuf_iterator<char>(file), {}};
    }
};

/// A parameter of that address.
std::string param(std::string const& url, std::string const& name) {
    test::HttpAsked asked;
    asked.target = url;
    return asked.param(name);
}

template <class Doing>
Why why_not(Doing doing) {
    try {
        doing();
    } catch (NotConnected const& error) {
        return error.why;
    }
    throw std::logic_error("it was connected");
}

}  // namespace

TEST_CASE("an operator is sent to the instance with the least that the connector needs",
          "[networks][mastodon][connect]") {
    Connecting at;
    auto const leaving = at.begin();
    auto const& url = leaving.url;
    CHECK(url.starts_with(at.settings.instance + "/oauth/authorize?response_type=code&client_id=our-id&"));
    CHECK(param(url, "redirect_uri") == back);
    CHECK(param(url, "scope") == all_scopes);
    CHECK(param(url, "state") == leaving.state);
    CHECK(leaving.state.size() >= 32);
    CHECK(param(url, "code_challenge_method") == "S256");
    CHECK(at.instance.field("/api/v1/apps", "redirect_uris") == back);
    CHECK(at.instance.field("/api/v1/apps", "scopes") == all_scopes);
    at.account_link->finish(leaving, "the-code");
    CHECK(at.instance.field("/oauth/token", "code") == "the-code");
    CHECK(at.instance.field("/oauth/token", "redirect_uri") == back);
    CHECK(at.instance.field("/oauth/token", "client_secret") == "our-secret");
    auto const verifier = at.instance.field("/oauth/token", "code_verifier");
    CHECK(verifier.size() >= 43);
    CHECK(url.find(verifier) == std::string::npos);
    SECTION("and registers the program once for all tries") {
        CHECK(at.begin().state != leaving.state);
        CHECK(at.instance.asked("/api/v1/apps").size() == 1);
    }
}

TEST_CASE("a server that knows no challenge is sent none", "[networks][mastodon][connect]") {
    Connecting at(false);
    auto const leaving = at.begin();
    CHECK(leaving.url.find("code_challenge") == std::string::npos);
    at.account_link->finish(leaving, "the-code");
    CHECK(at.instance.field("/oauth/token", "code_verifier").empty());
    CHECK(at.account_link->state().connected);
}

TEST_CASE("where no browser can be sent back the instance shows a code to copy",
          "[networks][mastodon][connect]") {
    Connecting at;
    auto const leaving = at.begin("");
    CHECK(param(leaving.url, "redirect_uri") == "urn:ietf:wg:oauth:2.0:oob");
    at.account_link->finish(leaving, "pasted");
    CHECK(at.instance.field("/oauth/token", "redirect_uri") == "urn:ietf:wg:oauth:2.0:oob");
    CHECK(at.account_link->state().connected);
}

TEST_CASE("a running connector takes up an account that was connected, and forgets it again",
          "[networks][mastodon][connect]") {
    Connecting at;
    MastodonServer running(at.settings, at.clock);
    at.instance.server.answer("/api/v1/statuses/1", json_answer("{}"));
    auto const sent = [&] {
        running.call({.path = "/api/v1/statuses/1"});
        auto const headers = at.instance.server.asked().back().headers;
        auto const found = headers.find("authorization");
        return found == headers.end() ? "" : found->second;
    };
    CHECK(sent().empty());
    CHECK_FALSE(running.ourselves());
    at.connect();
    CHECK(sent() == "Bearer secret-token");
    REQUIRE(running.ourselves());
    CHECK(running.ourselves()->acct == "awards");
    auto const state = at.account_link->state();
    CHECK(state.connected);
    CHECK_FALSE(state.in_settings);
    CHECK(state.handle == "awards");
    struct stat file {};
    REQUIRE(::stat(at.settings.account_file.c_str(), &file) == 0);
    CHECK((file.st_mode & 0777) == 0600);

    at.account_link->disconnect();
    CHECK_FALSE(at.account_link->state().connected);
    CHECK(sent().empty());
    CHECK_FALSE(running.ourselves());
    CHECK_FALSE(std::filesystem::exists(at.settings.account_file));
    CHECK(at.instance.field("/oauth/revoke", "token") == "secret-token");
    CHECK(at.instance.field("/oauth/revoke", "client_secret") == "our-secret");
}

TEST_CASE("an account is forgotten although its instance cannot be told", "[networks][mastodon][connect]") {
    Connecting at;
    at.connect();
    at.instance.says("/oauth/revoke", test::html_answer("oops", 500));
    at.account_link->disconnect();
    CHECK_FALSE(at.account_link->state().connected);
}

TEST_CASE("a connection to an instance that fails leaves the account that is there",
          "[networks][mastodon][connect]") {
    Connecting at;
    at.connect();
    auto const before = at.kept();
    SECTION("the code is refused") {
        at.instance.says("/oauth/token", json_answer(R"({"error": "invalid_grant"})", 400));
        CHECK(why_not([&] { at.connect(); }) == Why::code);
    }
    SECTION("there is no token, or none that fits into a header") {
        auto const* const body =
            GENERATE("{}", "[]", "", R"({"access_token": ""})", R"({"access_token": "a\r\nb"})");
        at.instance.says("/oauth/token", json_answer(body));
        CHECK(why_not([&] { at.connect(); }) == Why::no_token);
    }
    SECTION("the token allows too little") {
        at.instance.says("/oauth/token", Instance::token("other", "read write:media"));
        CHECK(why_not([&] { at.connect(); }) == Why::too_little);
    }
    SECTION("the token lets nobody in") {
        at.instance.says("/api/v1/accounts/verify_credentials",
                         json_answer(R"({"error": "no"})", GENERATE(401, 422)));
        CHECK(why_not([&] { at.connect(); }) == Why::no_token);
    }
    SECTION("the server breaks") {
        at.instance.says(GENERATE("/oauth/token", "/api/v1/accounts/verify_credentials"),
                         test::html_answer("oops", 500));
        auto const error = test::network_failure([&] { at.connect(); });
        CHECK(error.error_class == Class::theirs);
        CHECK_FALSE(error.maybe_sent);
    }
    CHECK(at.kept() == before);
}

TEST_CASE("broad permissions have the narrow ones, and a server need not name any",
          "[networks][mastodon][connect]") {
    Connecting at;
    at.instance.says("/oauth/token",
                     Instance::token("secret-token", GENERATE("read write", "", "read write push")));
    at.connect();
    CHECK(at.account_link->state().connected);
}

TEST_CASE("a server that is no Mastodon is told from one that refuses", "[networks][mastodon][connect]") {
    Connecting at;
    at.instance.says("/api/v1/apps", test::html_answer("<h1>not here</h1>", GENERATE(200, 404)));
    CHECK(why_not([&] { at.begin(); }) == Why::other_software);
    at.instance.says("/api/v1/apps", json_answer(R"({"error": "Validation failed"})", 422));
    CHECK(why_not([&] { at.begin(); }) == Why::application);
    CHECK_FALSE(at.account_link->state().connected);
}

TEST_CASE("a server that somebody typed must be of the public internet, and have TLS",
          "[networks][mastodon][connect]") {
    Connecting at;
    Instance other;
    auto const host = other.server.address().substr(7);
    auto const typed =
        GENERATE_COPY("http://" + host, "https://" + host, host, std::string("https://"), std::string(),
                      std::string("ftp://example.social"), std::string("https://me@example.social"),
                      std::string("https://example social"));
    INFO(typed);
    CHECK(why_not([&] { at.account_link->begin({typed, "", "", back}); }) == Why::address);
    CHECK(other.server.connections() == 0);
    CHECK(at.instance.server.connections() == 0);
}

TEST_CASE("an account may be at another instance than the settings', and ids are not mixed up",
          "[networks][mastodon][connect]") {
    Connecting at;
    Instance other;
    at.settings.private_addresses = true;
    auto const account_link = mastodon_account_link(at.settings, at.clock);
    auto const server = std::make_shared<MastodonServer>(at.settings, at.clock);
    auto const listener = mastodon_listener(server, at.clock);
    auto const tag = "/api/v1/timelines/tag/support";
    auto const page_with = [](std::string const& id) {
        return json_answer(R"([{"id": ")" + id + R"(", "uri": "https://a.example/)" + id +
                           R"(", "content": "<p>x</p>", "visibility": "public",
            "created_at": "2026-09-01T07:59:00Z", "account": {"id": "1", "acct": "a@a.example"}}])");
    };
    at.instance.says(tag, page_with("900"));
    other.says(tag, page_with("5"));
    other.server.answer("/api/v1/notifications", json_answer("[]"));
    auto cursor = listener->search({}, "").cursor;
    at.clock.advance(std::chrono::hours(2));
    cursor = listener->search({}, cursor).cursor;
    CHECK(cursor.find("900") != std::string::npos);

    auto const leaving = account_link->begin({other.server.address() + "/about", "", "", back});
    REQUIRE(leaving);
    CHECK(leaving->url.starts_with(other.server.address() + "/oauth/authorize?"));
    account_link->finish(*leaving, "the-code");
    CHECK(account_link->state().server == other.server.address());
    auto const asked_before = at.instance.server.asked().size();
    for (int i = 0; i < 4; ++i) cursor = listener->search({}, cursor).cursor;
    CHECK(at.instance.server.asked().size() == asked_before);
    REQUIRE_FALSE(other.asked(tag).empty());
    CHECK(other.asked(tag).front().param("min_id").empty());
    CHECK(other.asked(tag).front().headers.at("authorization") == "Bearer secret-token");
}

TEST_CASE("a token in the settings outweighs the account that was connected",
          "[networks][mastodon][connect]") {
    Connecting at;
    at.connect();
    at.settings.access_token = "from-the-settings";
    auto const account_link = mastodon_account_link(at.settings, at.clock);
    CHECK(account_link->state().in_settings);
    CHECK(MastodonServer(at.settings, at.clock).settings().access_token == "from-the-settings");
}

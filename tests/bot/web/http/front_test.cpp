#include "bot/web/http/front.h"

#include <catch2/catch.hpp>

#include "bot/base/user_error.h"
#include "bot/pages/files.h"
#include "storage/engine/error.h"
#include "tests/bot/web/site.h"

using bot::UserError;
using bot::web::Request;
using bot::web::Response;
using bot::web::Routes;
using test::hidden_field;
using test::Site;

namespace {

void say_and_change(Routes& routes) {
    auto const form = [](Request const& request) {
        return bot::web::html("<input name=\"form_token\" value=\"" + request.form_token + "\">" +
                                  request.language + request.form.text("story"),
                              request.token_ok ? 200 : 403);
    };
    routes.get("/form", form);
    routes.post("/form", form);
    routes.post("/kept", form, Routes::Stale::tell_handler);
    routes.get("/who/{name}", [](Request const& request) { return bot::web::html(request.param("name")); });
    routes.get("/fails/{how}", [](Request const& request) -> Response {
        auto const how = request.param("how");
        if (how == "full") throw storage::Error(storage::Error::Kind::full, "internal words");
        if (how == "broken") throw std::runtime_error("internal words");
        if (how == "odd") throw 42;
        if (how == "memory") throw std::bad_alloc();
        if (how == "damaged") throw storage::Error(storage::Error::Kind::damaged, "internal words");
        if (how == "gone") throw UserError(UserError::Kind::not_found, "That team was merged <b>");
        throw UserError(UserError::Kind::too_many, "Once a minute is enough");
    });
}

}  // namespace

TEST_CASE("every answer keeps browsers strict", "[web]") {
    Site site(say_and_change);
    site.publish("index.html", "<p>board");
    auto browser = site.browser();
    for (auto const* path :
         {"/", "/form", "/nowhere", "/static/site.css", "/livez", "/console/queue", "/fails/broken"}) {
        INFO(path);
        auto const answer = browser.get(path);
        CHECK_THAT(answer.header("content-security-policy"), Catch::Contains("default-src 'none'") &&
                                                                 Catch::Contains("frame-ancestors 'none'") &&
                                                                 !Catch::Contains("unsafe"));
        CHECK(answer.header("x-content-type-options") == "nosniff");
        CHECK(answer.header("referrer-policy") == "same-origin");
        CHECK_FALSE(answer.header("cache-control").empty());
    }
}

TEST_CASE("what goes wrong becomes a page in the visitor's language", "[web]") {
    Site site(say_and_change);
    auto browser = site.browser();
    CHECK(browser.get("/nowhere").status == 404);
    CHECK_THAT(browser.get("/nowhere").body, Catch::Contains("There is nothing here"));
    CHECK_THAT(browser.get("/de/nowhere").body, Catch::Contains("Hier ist nichts"));
    CHECK_THAT(browser.get("/nowhere", {"Accept-Language: de-AT"}).body, Catch::Contains("Hier ist nichts"));
    CHECK_THAT(browser.get("/en/nowhere", {"Accept-Language: de"}).body,
               Catch::Contains("There is nothing here"));
    CHECK(browser.get("/a/../b").status == 400);
    CHECK(browser.get("/%00").status == 400);
    CHECK(browser.send("DELETE", "/form", "").status == 405);
    CHECK(browser.send("DELETE", "/form", "").header("allow") == "GET, HEAD, POST");
    auto const method = browser.post("/who/ana", {});
    CHECK(method.status == 405);
    CHECK(method.header("allow") == "GET, HEAD");
    CHECK(browser.get("/kept").status == 405);
}

TEST_CASE("people read what they can act on and nothing of the inside", "[web]") {
    Site site(say_and_change);
    auto browser = site.browser();
    auto const gone = browser.get("/fails/gone");
    CHECK(gone.status == 404);
    CHECK_THAT(gone.body, Catch::Contains("That team was merged &lt;b&gt;"));
    CHECK(browser.get("/fails/often").status == 429);
    CHECK(browser.get("/fails/full").status == 503);
    CHECK(browser.get("/fails/odd").status == 500);
    for (auto const* path : {"/fails/full", "/fails/broken"}) {
        auto const answer = browser.get(path);
        CHECK_THAT(answer.body, !Catch::Contains("internal words"));
        CHECK_THAT(answer.body, Catch::Contains("please give this number"));
    }
    CHECK(browser.get("/fails/full").header("retry-after") == "30");
}

TEST_CASE("a form that is too large or not text gets a page that says so", "[web]") {
    Site site(say_and_change);
    auto browser = site.browser();
    auto const large = browser.post("/form", {{"story", std::string(10'000'000, 'x')}});
    CHECK(large.status == 413);
    CHECK_THAT(large.body, Catch::Contains("shorten it"));
    for (auto const& story : {std::string("a\0b", 3), std::string("\xff\xfe")}) {
        auto const answer = browser.post("/form", {{"story", story}});
        CHECK(answer.status == 400);
        CHECK_THAT(answer.body, Catch::Contains("signs that are not text"));
    }
    auto const upload =
        browser.send("POST", "/form", "--x", {"Content-Type: multipart/form-data; boundary=x"});
    // Taken for empty, so it lacks what shows that it comes from our page.
    CHECK(upload.status == 403);
}

TEST_CASE("a visitor's form works once its page was opened in that browser, for a limited time", "[web]") {
    Site site(say_and_change);
    auto browser = site.browser();
    auto const page = browser.get("/form");
    auto const token = hidden_field(page.body, "form_token");
    CHECK_THAT(page.header("set-cookie"), Catch::Contains("HttpOnly") && Catch::Contains("SameSite=Lax") &&
                                              Catch::Contains("Path=/") && !Catch::Contains("Secure"));
    CHECK(browser.post("/form", {{"form_token", token}}).status == 200);
    CHECK(browser.get("/form").header("set-cookie").empty());

    auto stranger = site.browser();
    CHECK(stranger.post("/form", {{"form_token", token}}).status == 403);
    stranger.get("/form");
    CHECK(stranger.post("/form", {{"form_token", token}}).status == 403);
    CHECK(browser.post("/form", {}).status == 403);
    CHECK(browser.post("/form", {{"form_token", token + "0"}}).status == 403);
    CHECK(browser.post("/form", {{"form_token", "9" + token}}).status == 403);

    site.clock.advance(std::chrono::hours(6));
    CHECK(browser.post("/form", {{"form_token", token}}).status == 200);
    site.clock.advance(std::chrono::milliseconds(1));
    auto const late = browser.post("/form", {{"form_token", token}});
    CHECK(late.status == 403);
    CHECK_THAT(late.body, Catch::Contains("open for a long time"));
}

TEST_CASE("a handler that asked for it shows the stale form again with what was typed", "[web]") {
    Site site(say_and_change);
    auto browser = site.browser();
    auto const answer = browser.post("/kept", {{"story", "long and dear"}, {"form_token", "old"}});
    CHECK(answer.status == 403);
    CHECK_THAT(answer.body, Catch::Contains("long and dear"));
    auto const again = hidden_field(answer.body, "form_token");
    CHECK(browser.post("/kept", {{"story", "x"}, {"form_token", again}}).status == 200);
}

TEST_CASE("health is told without a database or a page", "[web]") {
    Site site;
    auto browser = site.browser();
    CHECK(browser.get("/livez").body == "ok\n");
    CHECK(browser.get("/readyz").status == 200);
    site.ready = false;
    CHECK(browser.get("/readyz").status == 503);
    CHECK(browser.get("/livez").status == 200);
}

TEST_CASE("what runs with trouble is ready, and names the part in trouble", "[web]") {
    test::World world;
    bot::web::Sessions sessions(world.store, world.clock, world.keys, {});
    bot::web::FormTokens const tokens(world.keys, world.clock);
    bot::web::SiteFolder const files(world.folder / "site");
    bot::web::Readiness state(true);
    bot::web::Front const front({}, test::pages(), sessions, tokens, files, [&] { return state; }, {});
    bot::web::Arrived asked;
    asked.method = "GET";
    asked.target = "/readyz";
    state.troubles = {"degraded: mail"};
    CHECK(front.answer(asked).status == 200);
    CHECK(front.answer(asked).body == "ok\ndegraded: mail\n");
    state.ready = false;
    state.troubles = {"database: damaged"};
    CHECK(front.answer(asked).status == 503);
    CHECK(front.answer(asked).body == "not ready\ndatabase: damaged\n");
}

TEST_CASE("a proxy that nobody declared is told of once, and only where it is one", "[web]") {
    test::World world;
    bot::web::Sessions sessions(world.store, world.clock, world.keys, {});
    bot::web::FormTokens const tokens(world.keys, world.clock);
    bot::web::SiteFolder const files(world.folder / "site");
    int told = 0;
    auto const trusted = GENERATE(std::vector<std::string>{}, std::vector<std::string>{"127.0.0.1"});
    bot::web::FrontSettings settings{.secure = false, .trusted_proxies = trusted};
    settings.undeclared_proxy = [&] { ++told; };
    bot::web::Front const front(
        {}, test::pages(), sessions, tokens, files, [] { return true; }, settings);
    bot::web::Arrived asked;
    asked.method = "GET";
    asked.target = "/livez";
    asked.peer = "127.0.0.1";
    front.answer(asked);
    asked.peer = "203.0.113.9";
    asked.headers = {{"x-forwarded-for", "203.0.113.8"}};
    front.answer(asked);
    CHECK(told == 0);
    asked.peer = "127.0.0.1";
    front.answer(asked);
    asked.headers = {{"forwarded", "for=203.0.113.8"}};
    front.answer(asked);
    CHECK(told == (trusted.empty() ? 1 : 0));
}

TEST_CASE("a request for which there is no memory gets 503, and is heard of", "[web]") {
    std::vector<std::string> heard;
    bot::web::FrontSettings settings;
    settings.failed = [&](std::exception const& failure) { heard.emplace_back(failure.what()); };
    Site site(say_and_change, {}, settings);
    auto browser = site.browser();
    CHECK(browser.get("/fails/memory").status == 503);
    CHECK(browser.get("/fails/damaged").status == 503);
    CHECK(browser.get("/fails/odd").status == 500);
    CHECK(browser.get("/form").status == 200);
    CHECK(heard == std::vector<std::string>{std::bad_alloc().what(), "internal words"});
}

TEST_CASE("static files are cached for ever under the address with their hash", "[web]") {
    Site site;
    auto browser = site.browser();
    auto const named = browser.get(bot::pages::url_of_static("site.css"));
    CHECK(named.status == 200);
    CHECK(named.header("content-type") == "text/css; charset=utf-8");
    CHECK(named.header("cache-control") == "public, max-age=31536000, immutable");
    CHECK(browser.get("/static/site.css?v=old").header("cache-control") == "no-cache");
    CHECK(browser.get("/static/none.css").status == 404);
    CHECK(browser.get("/static/").status == 404);
}

TEST_CASE("the language of the path is taken off and kept for links", "[web]") {
    Site site([](Routes& routes) {
        routes.get("/x", [](Request const& request) {
            return bot::web::html(request.language + " " + request.link("/y"));
        });
    });
    auto browser = site.browser();
    CHECK(browser.get("/x").body == "en /y");
    CHECK(browser.get("/de/x").body == "de /de/y");
    CHECK(browser.get("/en/x", {"Accept-Language: de"}).body == "en /en/y");
    CHECK(browser.get("/de/console/sign-in").status == 404);
}

TEST_CASE("a check of readiness that fails is told as not ready, and nothing of why", "[web]") {
    test::World world;
    bot::web::Sessions sessions{world.store, world.clock, world.keys, {}};
    bot::web::FormTokens const tokens{world.keys, world.clock};
    bot::web::SiteFolder const files{world.folder / "site"};
    bot::web::Front const front(Routes(), test::pages(), sessions, tokens, files,
                                []() -> bool { throw std::runtime_error("secret"); }, {});
    bot::web::Arrived ready;
    ready.method = "GET";
    ready.target = "/readyz";
    auto const answer = front.answer(ready);
    CHECK(answer.status == 503);
    CHECK(answer.body == "not ready\n");
}

#include <catch2/catch.hpp>

#include "bot/app/prepare.h"
#include "tests/end_to_end/running_app.h"
#include "tests/fakes/http_server.h"

using Catch::Contains;
using test::json_answer;

namespace {

constexpr auto page = "/console/networks/mastodon/connect";

/// The whole daemon, listening to an instance on loopback, and an operator's browser.
struct Connecting {
    Connecting() {
        instance.answer("/api/v1/apps",
                        json_answer(R"({"client_id": "our-id", "client_secret": "our-secret"})"));
        instance.answer("/oauth/token", json_answer(R"({"access_token": "secret-token"})"));
        instance.answer("/api/v1/accounts/verify_credentials",
                        json_answer(R"({"id": "7", "acct": "awards"})"));
        instance.answer("/api/v1/timelines/tag/kind", json_answer("[]"));
        instance.answer("/api/v1/notifications", json_answer("[]"));
        bot::add_operator(running.app->installation(), "ana", true);
        sign_in();
    }
    void sign_in() {
        auto const url = bot::sign_in_link(running.app->installation(), "ana");
        auto const link = url.substr(url.find("/console/"));
        operators = running.browser();
        auto const shown = operators.get(link).body;
        operators.post(link, {{"form_token", test::hidden_field(shown, "form_token")},
                              {"password", "correct horse battery"}});
    }
    test::Answer post(std::string const& path, std::string const& field, std::string const& value) {
        auto const shown = operators.get(page).body;
        return operators.post(path,
                              {{"form_token", test::hidden_field(shown, "form_token")}, {field, value}});
    }
    bool asked_with_token() const {
        for (auto const& asked : instance.asked())
            if (asked.path() == "/api/v1/notifications" && asked.headers.contains("authorization") &&
                asked.headers.at("authorization") == "Bearer secret-token")
                return true;
        return false;
    }
    std::string listened_with_token() {
        return test::RunningApp::eventually([&]() -> std::string {
            running.clock.advance(std::chrono::minutes(1));
            return asked_with_token() ? "yes" : "";
        });
    }

    test::HttpServer instance;
    test::RunningApp running{"sqlite", {}, [this](config::Config& config) {
                                 config.networks.mastodon.enabled = true;
                                 config.networks.mastodon.instance = instance.address();
                                 config.networks.mastodon.hashtags = {"kind"};
                             }};
    test::Browser operators = running.browser();
};

}  // namespace

TEST_CASE("an account that an operator connects is listened with at once, and after a restart",
          "[end_to_end][connect]") {
    Connecting at;
    REQUIRE(test::RunningApp::eventually(
                [&]() -> std::string { return at.instance.asked().empty() ? "" : "listens"; }) == "listens");
    CHECK_FALSE(at.asked_with_token());
    CHECK_THAT(at.operators.get("/console/networks").body, Contains("not signed in"));
    CHECK(at.post(page, "server", at.instance.address()).status == 303);
    auto const way = at.operators.get(page).body;
    auto const state = test::between(way, "state=", "&");
    REQUIRE_FALSE(state.empty());
    CHECK(at.operators.get("/console/networks/mastodon/back?code=the-code&state=" + state).status == 303);
    CHECK_THAT(at.operators.get("/console/networks").body, Contains("signed in as awards"));
    CHECK(at.listened_with_token() == "yes");
    CHECK_THAT(at.running.file("keys/mastodon.account"), Contains("secret-token"));
    for (auto const* secret : {"secret-token", "our-secret", "the-code"})
        CHECK_THAT(at.running.logged(), !Contains(secret));
    CHECK_THAT(at.running.logged(), !Contains(state));

    at.running.restart();
    at.sign_in();
    CHECK_THAT(at.operators.get(page).body, Contains("Signed in as awards"));
    CHECK(at.post("/console/networks/mastodon/disconnect", "sure", "yes").status == 303);
    CHECK_THAT(at.operators.get("/console/networks").body, Contains("not signed in"));
    CHECK(at.running.file("keys/mastodon.account").empty());
}

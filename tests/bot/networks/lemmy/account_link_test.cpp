#include "bot/networks/lemmy/lemmy.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/bot/networks/bluesky/account.h"
#include "tests/fakes/http_server.h"

using namespace bot::networks;
using Class = NetworkError::Class;
using Why = NotConnected::Why;
using test::json_answer;
using test::network_failure;

namespace {

constexpr auto login_path = "/api/v3/user/login";

struct Connecting {
    Connecting() {
        settings.instance = server.address();
        settings.session_file = folder / "lemmy.session";
        server.answer(login_path, json_answer(R"({"jwt": "login-1"})"));
        server.answer("/api/v3/post", json_answer("{}"));
    }
    void says(std::string const& path, test::HttpAnswer answer) {
        server.forget(path);
        server.answer(path, std::move(answer));
    }
    void connect() { lemmy_account_link(settings, clock)->begin({"", "awards", "secret-password", ""}); }
    AccountLink::State state() const { return lemmy_account_link(settings, clock)->state(); }
    std::string kept() const {
        std::ifstream file(settings.session_file);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    test::HttpServer server;
    test::Folder folder;
    test::ManualClock clock;
    LemmySettings settings;
};

}  // namespace

TEST_CASE("a running connector takes up a login from the console, which keeps no password",
          "[networks][lemmy][connect]") {
    Connecting at;
    LemmyServer running(at.settings, at.clock);
    CHECK_FALSE(running.has_account());
    CHECK_FALSE(at.state().connected);
    at.connect();
    CHECK(at.state().connected);
    CHECK(at.state().handle == "awards");
    CHECK(at.kept().find("secret-password") == std::string::npos);
    running.call({.path = "/api/v3/post"});
    CHECK(at.server.asked().back().headers.at("authorization") == "Bearer login-1");

    lemmy_account_link(at.settings, at.clock)->disconnect();
    CHECK_FALSE(at.state().connected);
    running.call({.path = "/api/v3/post"});
    CHECK(at.server.asked().back().headers.count("authorization") == 0);
}

TEST_CASE("a login from the console that the server forgot wants an operator, once more",
          "[networks][lemmy][connect]") {
    Connecting at;
    LemmyServer running(at.settings, at.clock);
    at.connect();
    at.says("/api/v3/post", json_answer(R"({"error": "not_logged_in"})", 400));
    CHECK(network_failure([&] { running.call({.path = "/api/v3/post"}); }).error_class == Class::auth);
    at.says("/api/v3/post", json_answer("{}"));
    CHECK(network_failure([&] { running.call({.path = "/api/v3/post"}); }).error_class == Class::auth);
    at.says(login_path, json_answer(R"({"jwt": "login-2"})"));
    at.connect();
    running.call({.path = "/api/v3/post"});
    CHECK(at.server.asked().back().headers.at("authorization") == "Bearer login-2");
}

TEST_CASE("a login at Lemmy that fails leaves the one that is there", "[networks][lemmy][connect]") {
    Connecting at;
    at.connect();
    auto const before = at.kept();
    auto const why = [&] {
        try {
            at.connect();
        } catch (NotConnected const& error) {
            CHECK_THAT(error.what(), !Catch::Contains("secret-password"));
            return error.why;
        }
        throw std::logic_error("it was connected");
    };
    SECTION("the password is wrong") {
        at.says(login_path, json_answer(R"({"error": "incorrect_login"})", 401));
        CHECK(why() == Why::password);
    }
    SECTION("a second factor is wanted") {
        at.says(login_path, json_answer(R"({"error": "missing_totp_token"})", 400));
        CHECK(why() == Why::second_factor);
    }
    SECTION("there is no login in the answer") {
        at.says(login_path, json_answer(R"({"jwt": ""})"));
        why();
    }
    SECTION("the server breaks") {
        at.says(login_path, test::html_answer("oops", 500));
        CHECK(network_failure([&] { at.connect(); }).error_class == Class::theirs);
    }
    CHECK(at.kept() == before);
}

TEST_CASE("a password in the settings outweighs a login from the console", "[networks][lemmy][connect]") {
    Connecting at;
    at.connect();
    at.settings.username = "settings";
    CHECK_FALSE(at.state().in_settings);
    at.settings.password = "secret-password";
    CHECK(at.state().in_settings);
    CHECK(at.state().handle == "settings");
}

TEST_CASE("why Lemmy refuses a login is told, in its own words only where they are known",
          "[networks][lemmy][connect]") {
    auto const [error, why, quoted] =
        GENERATE(table<std::string, Why, bool>({{"incorrect_totp_token", Why::second_factor, true},
                                                {"missing_totp_token", Why::second_factor, true},
                                                {"site_ban", Why::closed, true},
                                                {"email_not_verified", Why::closed, true},
                                                {"registration_application_is_pending", Why::closed, true},
                                                {"couldnt_find_that_username_or_email", Why::password, true},
                                                {"password_incorrect", Why::password, true},
                                                {"you typed secret-password", Why::password, false},
                                                {"", Why::password, false}}));
    Connecting at;
    at.says(login_path, json_answer("{\"error\": \"" + error + "\"}", GENERATE(400, 401, 404)));
    try {
        at.connect();
        FAIL("it was connected");
    } catch (NotConnected const& refusal) {
        CHECK(refusal.why == why);
        CHECK(refusal.error_class == Class::auth);
        CHECK_THAT(refusal.what(), !Catch::Contains("secret-password"));
        if (quoted) CHECK_THAT(refusal.what(), Catch::Contains("refused: " + error));
    }
    CHECK_FALSE(at.state().connected);
}

TEST_CASE("too many logins at Lemmy are waited for", "[networks][lemmy][connect]") {
    Connecting at;
    at.says(login_path, json_answer(R"({"error": "rate_limit_error"})", 400));
    auto const error = network_failure([&] { at.connect(); });
    CHECK(error.error_class == Class::rate);
    CHECK(error.retry_after == std::chrono::seconds(600));
}

TEST_CASE("a login at Lemmy that cannot be kept is no login", "[networks][lemmy][connect]") {
    Connecting at;
    std::ofstream(at.folder / "file") << "x";
    at.settings.session_file = at.folder / "file/lemmy.session";
    auto const error = network_failure([&] { at.connect(); });
    CHECK(error.error_class == Class::ours);
    CHECK_THAT(error.what(), Catch::EndsWith("file/lemmy.session cannot be written"));
    CHECK_FALSE(at.state().connected);
}

TEST_CASE("a login at one instance is not used at another", "[networks][lemmy][connect]") {
    Connecting at;
    at.connect();
    test::HttpServer other;
    other.answer("/api/v3/post", json_answer("{}"));
    at.settings.instance = other.address();
    CHECK_FALSE(at.state().connected);
    LemmyServer(at.settings, at.clock).call({"GET", "/api/v3/post"});
    CHECK(other.asked().at(0).headers.count("authorization") == 0);
}

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "bot/networks/x/x.h"
#include "tests/bot/networks/bluesky/account.h"
#include "tests/fakes/http_server.h"

using namespace bot::networks;
using namespace std::chrono_literals;
using test::network_failure;
using Class = NetworkError::Class;

namespace {

constexpr auto redirect = "https://awards.example/console/networks/x/back";
constexpr auto given = R"({"token_type": "bearer", "expires_in": 7200, "access_token": "secret-access",
    "scope": "tweet.read", "refresh_token": "secret-refresh"})";

struct SigningIn {
    test::HttpServer server;
    test::Folder folder;
    test::ManualClock clock;
    XSettings settings = [this] {
        XSettings made;
        made.api = server.address();
        made.client_id = "awards-client";
        made.token_file = folder / "x.session";
        made.user_agent = "SupportAwards/test";
        made.private_addresses = true;
        return made;
    }();

    std::unique_ptr<AccountLink> account_link() const {
        return std::move(x(settings, clock, nullptr).account_link);
    }
    AccountLink::PendingAuthorization begin() const {
        return account_link()->begin({"", "", "", redirect}).value();
    }
    void finish() { account_link()->finish({"", "", redirect, "the-verifier"}, "the-code"); }
    std::string kept() const {
        std::ifstream file(settings.token_file);
        return {std::istreambuf_iterator<char>(file), {}};
    }
};

}  // namespace

TEST_CASE("an operator is sent to X with a challenge, never with the verifier", "[networks][x]") {
    SigningIn at;
    auto const one = at.begin();
    auto const other = at.begin();
    CHECK(
        one.url.starts_with("https://x.com/i/oauth2/authorize?response_type=code&client_id=awards-client&"));
    CHECK(one.url.find("&redirect_uri=https%3A%2F%2Fawards.example%2Fconsole%2Fnetworks%2Fx%2Fback&") !=
          std::string::npos);
    CHECK(one.url.find("&scope=tweet.read%20tweet.write%20users.read%20offline.access&") !=
          std::string::npos);
    CHECK(one.url.find("&state=" + one.state + "&") != std::string::npos);
    CHECK(one.url.ends_with("&code_challenge_method=S256"));
    CHECK(one.url.find(one.secret) == std::string::npos);
    CHECK(one.secret.size() >= 43);
    CHECK(one.secret != other.secret);
    CHECK(one.state != other.state);
    CHECK(at.server.asked().empty());
    at.settings.client_id.clear();
    CHECK(network_failure([&] { at.begin(); }).error_class == Class::auth);
}

TEST_CASE("a code becomes tokens in a file that others cannot read", "[networks][x]") {
    SigningIn at;
    at.settings.client_secret = GENERATE("", "secret-client");
    at.server.answer("/2/oauth2/token", test::json_answer(given));
    CHECK_FALSE(at.account_link()->state().connected);
    at.finish();
    CHECK(at.account_link()->state().connected);
    struct stat state {};
    REQUIRE(::stat(at.settings.token_file.c_str(), &state) == 0);
    CHECK((state.st_mode & 0777) == 0600);
    CHECK(at.kept().find("secret-refresh") != std::string::npos);
    auto const asked = at.server.asked().at(0);
    CHECK(asked.method == "POST");
    CHECK(asked.headers.at("content-type") == "application/x-www-form-urlencoded");
    CHECK(asked.body.starts_with("grant_type=authorization_code&code=the-code&redirect_uri=https%3A%2F%2F"));
    CHECK(asked.body.find("&code_verifier=the-verifier") != std::string::npos);
    // A public client names itself in the form, a confidential one by its secret.
    bool const is_public = at.settings.client_secret.empty();
    CHECK(asked.body.ends_with("&client_id=awards-client") == is_public);
    CHECK((asked.headers.count("authorization") == 0) == is_public);
    if (!is_public) CHECK(asked.headers.at("authorization") == "Basic YXdhcmRzLWNsaWVudDpzZWNyZXQtY2xpZW50");
    at.settings.client_id = "another-client";
    CHECK_FALSE(at.account_link()->state().connected);
}

TEST_CASE("a sign-in that fails leaves the tokens that are there", "[networks][x]") {
    SigningIn at;
    at.server.answer("/2/oauth2/token", test::json_answer(given));
    at.finish();
    auto const before = at.kept();
    at.server.forget("/2/oauth2/token");
    SECTION("the code is refused") {
        at.server.answer("/2/oauth2/token", test::json_answer(R"({"error": "invalid_request"})", 400));
        CHECK(network_failure([&] { at.finish(); }).error_class == Class::auth);
    }
    SECTION("the application is refused") {
        at.server.answer("/2/oauth2/token", test::json_answer(R"({"error": "unauthorized_client"})", 401));
        CHECK(network_failure([&] { at.finish(); }).error_class == Class::auth);
    }
    SECTION("there is no refresh token") {
        at.server.answer("/2/oauth2/token",
                         test::json_answer(R"({"access_token": "a", "refresh_token": ""})"));
        CHECK(network_failure([&] { at.finish(); }).error_class == Class::auth);
    }
    SECTION("there is no token at all, or none that fits into a header") {
        auto const* const body = GENERATE("{}", "[]", R"({"access_token": "a\r\nb", "refresh_token": "c"})");
        at.server.answer("/2/oauth2/token", test::json_answer(body));
        CHECK(network_failure([&] { at.finish(); }).error_class == Class::theirs);
    }
    SECTION("the server breaks") {
        at.server.answer("/2/oauth2/token", test::html_answer("oops", 503));
        auto const error = network_failure([&] { at.finish(); });
        CHECK(error.error_class == Class::theirs);
        CHECK_FALSE(error.maybe_sent);
    }
    CHECK(at.kept() == before);
}

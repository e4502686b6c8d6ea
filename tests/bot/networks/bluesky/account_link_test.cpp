#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/bot/networks/bluesky/account.h"

using namespace bot::networks;
using Class = NetworkError::Class;
using Why = NotConnected::Why;
using test::network_failure;

namespace {

constexpr auto create = "com.atproto.server.createSession";
constexpr auto app_password = "abcd-efgh-ijkl-mnop";
constexpr auto look =
    "/xrpc/app.bsky.feed.getPosts?uris=at%3A%2F%2Fdid%3Aplc%3Amira%2Fapp.bsky.feed.post%2F1";

/// An account that the settings do not name.
struct Connecting : test::BlueskyAccount {
    Connecting() {
        server.password(app_password);
        settings.handle.clear();
        settings.app_password.clear();
        settings.account_file = folder / "bluesky.account";
    }
    void connect(std::string const& password = app_password, std::string const& handle = "awards.example") {
        account_link()->begin({"", handle, password, ""});
    }
    std::unique_ptr<AccountLink> account_link() const { return bluesky_account_link(settings, clock); }
    static std::string text_of(std::filesystem::path const& path) {
        std::ifstream file(path);
        return {std::istreambuf_iterator<char>(file), {}};
    }
};

Why why_not(std::function<void()> const& doing) {
    try {
        doing();
    } catch (NotConnected const& error) {
        return error.why;
    }
    throw std::logic_error("it was connected");
}

}  // namespace

TEST_CASE("a running connector takes up an app password that was typed, and forgets it again",
          "[networks][bluesky][connect]") {
    Connecting at;
    BlueskySession running(at.settings, at.clock);
    CHECK(network_failure([&] { running.did(); }).error_class == Class::auth);
    at.connect(app_password, "@awards.example");
    CHECK(running.did() == "did:plc:awards");
    CHECK(running.get(look).status == 200);
    CHECK(running.handle() == "awards.example");
    CHECK(at.server.asked(create) == 1);
    auto const state = at.account_link()->state();
    CHECK(state.connected);
    CHECK_FALSE(state.in_settings);
    CHECK(state.handle == "awards.example");
    for (auto const& path : {at.settings.account_file, at.settings.session_file}) {
        struct stat file {};
        REQUIRE(::stat(path.c_str(), &file) == 0);
        CHECK((file.st_mode & 0777) == 0600);
    }
    SECTION("and signs in again by itself when the tokens are no good any more") {
        at.server.revoke_access();
        CHECK(running.get(look).status == 200);
        CHECK(at.server.asked(create) == 2);
    }
    at.account_link()->disconnect();
    CHECK_FALSE(at.account_link()->state().connected);
    CHECK(network_failure([&] { running.get(look); }).error_class == Class::auth);
    CHECK_FALSE(std::filesystem::exists(at.settings.account_file));
    CHECK_FALSE(std::filesystem::exists(at.settings.session_file));
}

TEST_CASE("what does not look like an app password goes nowhere", "[networks][bluesky][connect]") {
    Connecting at;
    auto const* const typed =
        GENERATE("", "hunter2", "correct horse battery", "abcd-efgh-ijkl-mno", "abcd-efgh-ijkl-mnopq",
                 "abcdefghijklmnopqrs", "abcd-efgh-ijkl-mn-p", "abcd efgh ijkl mnop");
    INFO(typed);
    CHECK(why_not([&] { at.connect(typed); }) == Why::no_app_password);
    CHECK(at.server.http().connections() == 0);
}

TEST_CASE("an app password that is refused leaves the account that is there",
          "[networks][bluesky][connect]") {
    Connecting at;
    at.connect();
    auto const account = Connecting::text_of(at.settings.account_file);
    auto const tokens = Connecting::text_of(at.settings.session_file);
    SECTION("it is wrong") {
        CHECK(why_not([&] { at.connect("wxyz-wxyz-wxyz-wxyz"); }) == Why::password);
    }
    SECTION("a second factor is wanted") {
        at.server.say_once(create, test::json_answer(R"({"error": "AuthFactorTokenRequired"})", 401));
        CHECK(why_not([&] { at.connect(); }) == Why::second_factor);
    }
    SECTION("the account is closed") {
        at.server.say_once(create, test::json_answer(R"({"error": "AccountTakedown"})", 401));
        CHECK(why_not([&] { at.connect(); }) == Why::closed);
    }
    SECTION("there are no tokens") {
        at.server.say_once(
            create, test::json_answer(
                        GENERATE("{}", R"({"did": "did:plc:awards", "accessJwt": "", "refreshJwt": ""})")));
        CHECK(why_not([&] { at.connect(); }) == Why::no_token);
    }
    SECTION("the server breaks") {
        at.server.say_once(create, test::html_answer("oops", 500));
        auto const error = network_failure([&] { at.connect(); });
        CHECK(error.error_class == Class::theirs);
        CHECK_FALSE(error.maybe_sent);
    }
    CHECK(Connecting::text_of(at.settings.account_file) == account);
    CHECK(Connecting::text_of(at.settings.session_file) == tokens);
}

TEST_CASE("another account that is connected replaces the first for a running connector",
          "[networks][bluesky][connect]") {
    Connecting at;
    at.connect();
    BlueskySession running(at.settings, at.clock);
    CHECK(running.handle() == "awards.example");
    at.connect(app_password, "other.example");
    CHECK(running.handle() == "other.example");
    CHECK(at.account_link()->state().handle == "other.example");
}

TEST_CASE("an app password in the settings outweighs the one that was typed",
          "[networks][bluesky][connect]") {
    Connecting at;
    at.connect();
    at.settings.handle = "settings.example";
    at.settings.app_password = app_password;
    CHECK(at.account_link()->state().in_settings);
    CHECK(at.account_link()->state().handle == "settings.example");
    at.settings.app_password.clear();
    CHECK_FALSE(at.account_link()->state().in_settings);
    CHECK(at.account_link()->state().handle == "awards.example");
    // What was typed for one host is not sent to another.
    at.settings.host = "https://elsewhere.example";
    CHECK_FALSE(at.account_link()->state().connected);
    CHECK(at.account_link()->form().handle == "settings.example");
}

#include "bot/networks/bluesky/session.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/bot/networks/bluesky/account.h"

using namespace bot::networks;
using namespace std::chrono_literals;
using test::network_failure;
using Class = NetworkError::Class;

namespace {

constexpr auto sign_in = "com.atproto.server.createSession";
constexpr auto renew = "com.atproto.server.refreshSession";
constexpr auto look =
    "/xrpc/app.bsky.feed.getPosts?uris=at%3A%2F%2Fdid%3Aplc%3Amira%2Fapp.bsky.feed.post%2F1";

struct SignedIn : test::BlueskyAccount {
    BlueskySession& session = *BlueskyAccount::session;

    std::string kept() const {
        std::ifstream file(settings.session_file);
        return {std::istreambuf_iterator<char>(file), {}};
    }
};

}  // namespace

TEST_CASE("one signs in once, and a restart goes on with the tokens", "[networks][bluesky]") {
    SignedIn account;
    CHECK(account.session.did() == "did:plc:awards");
    CHECK(account.session.get(look).status == 200);
    BlueskySession restarted(account.settings, account.clock);
    CHECK(restarted.did() == "did:plc:awards");
    CHECK(restarted.get(look).status == 200);
    CHECK(account.server.asked(sign_in) == 1);
    struct stat state {};
    REQUIRE(::stat(account.settings.session_file.c_str(), &state) == 0);
    CHECK((state.st_mode & 0777) == 0600);
    CHECK(account.kept().find("app-password") == std::string::npos);
}

TEST_CASE("an access token out of date is renewed, without a body", "[networks][bluesky]") {
    SignedIn account;
    account.session.did();
    account.server.expire_access();
    CHECK(account.session.get(look).status == 200);
    CHECK(account.server.asked(renew) == 1);
    CHECK(account.server.last(renew).headers.at("authorization") == "Bearer refresh-1");
    CHECK(account.kept().find("refresh-2") != std::string::npos);
    CHECK(account.server.asked(sign_in) == 1);
}

TEST_CASE("the new tokens are on the disk before they are used", "[networks][bluesky]") {
    SignedIn account;
    account.session.did();
    account.server.expire_access();
    // The call after the renewal fails: what was renewed is not lost with it.
    account.server.say_once(
        "app.bsky.feed.getPosts",
        test::json_answer(R"({"error": "ExpiredToken", "message": "Token has expired"})", 400));
    account.server.say_once("app.bsky.feed.getPosts", {500});
    CHECK(network_failure([&] { account.session.get(look); }).error_class == Class::theirs);
    CHECK(account.kept().find("refresh-2") != std::string::npos);
}

TEST_CASE("tokens that are not there never replace others", "[networks][bluesky]") {
    SignedIn account;
    account.session.did();
    account.server.expire_access();
    auto const answer =
        GENERATE(as<std::string>(), "{}", R"({"accessJwt": "", "refreshJwt": "", "did": "did:plc:awards"})",
                 R"({"accessJwt": "a", "refreshJwt": null, "did": "did:plc:awards"})",
                 R"({"accessJwt": "a", "refreshJwt": "b", "did": "did:plc:other"})",
                 R"({"accessJwt": "a\r\nX: y", "refreshJwt": "b", "did": "did:plc:awards"})", "<html>");
    account.server.say_once(renew, test::json_answer(answer));
    auto const error = network_failure([&] { account.session.get(look); });
    CHECK(error.error_class == Class::theirs);
    CHECK_FALSE(error.maybe_sent);
    CHECK(account.kept().find("refresh-1") != std::string::npos);
    CHECK(account.session.get(look).status == 200);
}

TEST_CASE("with a refresh token that is dead one signs in again", "[networks][bluesky]") {
    SignedIn account;
    account.session.did();
    account.server.expire_access();
    account.server.expire_refresh();
    CHECK(account.session.get(look).status == 200);
    CHECK(account.server.asked(sign_in) == 2);
    account.server.revoke_access();
    CHECK(account.session.get(look).status == 200);
    CHECK(account.server.asked(renew) == 1);
    CHECK(account.server.asked(sign_in) == 3);
}

TEST_CASE("what happens while renewing says nothing about the call", "[networks][bluesky]") {
    SignedIn account;
    account.session.did();
    account.server.expire_access();
    account.server.say_once(renew, {503});
    Call const put{"POST", "/xrpc/com.atproto.repo.putRecord", {}, "{}", "application/json"};
    auto const error = network_failure([&] { account.session.call(put); });
    CHECK(error.error_class == Class::theirs);
    CHECK_FALSE(error.maybe_sent);
    account.server.say_once("com.atproto.repo.putRecord", {500});
    CHECK(network_failure([&] { account.session.call(put); }).maybe_sent);
}

TEST_CASE("a refused password is told once and not tried at once again", "[networks][bluesky]") {
    SignedIn account;
    account.server.password("another");
    auto const error = network_failure([&] { account.session.did(); });
    CHECK(error.error_class == Class::auth);
    CHECK(std::string(error.what()).find("app_password") != std::string::npos);
    CHECK(std::string(error.what()).find("app-password") == std::string::npos);
    CHECK(network_failure([&] { account.session.did(); }).retry_after == 600s);
    CHECK(account.server.asked(sign_in) == 1);
    account.clock.advance(11min);
    account.server.password("app-password");
    CHECK(account.session.did() == "did:plc:awards");
    CHECK(network_failure([&] {
              auto nobody = account.settings;
              nobody.session_file.clear();
              nobody.app_password.clear();
              BlueskySession(nobody, account.clock).did();
          }).error_class == Class::auth);
}

TEST_CASE("calls go to the server that keeps the account", "[networks][bluesky]") {
    test::BlueskyServer pds;
    SignedIn account;
    account.server.keep_at(pds.address() + "/");
    // The other server does not know these tokens: it is asked, not the one where one signs in.
    CHECK_THROWS_AS(account.session.get(look), NetworkError);
    CHECK(pds.asked("app.bsky.feed.getPosts") > 0);
    CHECK(account.server.asked("app.bsky.feed.getPosts") == 0);
}

TEST_CASE("many callers renew once", "[networks][bluesky][threads]") {
    SignedIn account;
    account.session.did();
    account.server.expire_access();
    std::vector<std::jthread> callers;
    for (int i = 0; i < 6; ++i) callers.emplace_back([&] { CHECK(account.session.get(look).status == 200); });
    callers.clear();
    CHECK(account.server.asked(renew) == 1);
}

TEST_CASE("two programs share the tokens in the file", "[networks][bluesky]") {
    SignedIn account;
    BlueskySession other(account.settings, account.clock);
    account.session.did();
    other.did();
    account.server.expire_access();
    account.session.get(look);
    CHECK(other.get(look).status == 200);
    CHECK(account.server.asked(renew) == 1);
    CHECK(account.server.asked(sign_in) == 1);
}

TEST_CASE("a damaged, open or foreign token file is passed over", "[networks][bluesky]") {
    test::Folder folder;
    auto const path = folder / "bluesky.json";
    BlueskyTokenFile const file(path, "https://pds.example awards.example");
    BlueskyTokens const tokens{"did:plc:awards", "https://pds.example", "a", "r"};
    file.write(tokens);
    REQUIRE(file.read());
    CHECK(file.read()->refresh == "r");
    CHECK_FALSE(BlueskyTokenFile(path, "https://pds.example other.example").read());
    file.write({"did:plc:awards", "https://pds.example", "", ""});
    CHECK(file.read()->refresh == "r");
    ::chmod(path.c_str(), 0644);
    CHECK_FALSE(file.read());
    file.write(tokens);
    CHECK(file.read());
    std::ofstream(path) << "{\"account\": [";
    CHECK_FALSE(file.read());
    CHECK_THROWS_AS(BlueskyTokenFile(folder / "not/there/file", "a").write(tokens), NetworkError);
}

TEST_CASE("what comes of renewing must be tokens of our own account", "[networks][bluesky]") {
    SignedIn account;
    account.session.did();
    auto const before = account.kept();
    account.server.expire_access();
    account.server.say_once(
        renew,
        test::json_answer(GENERATE(
            R"({"did": "did:plc:other", "handle": "other.example", "accessJwt": "a", "refreshJwt": "r"})",
            R"({"did": "did:plc:awards", "accessJwt": "a", "refreshJwt": ""})",
            R"({"did": "did:plc:awards", "accessJwt": "a\r\nb", "refreshJwt": "r"})", "[]")));
    CHECK(network_failure([&] { account.session.get(look); }).error_class == Class::theirs);
    CHECK(account.kept() == before);
    CHECK(account.session.get(look).status == 200);
    CHECK(account.server.asked(sign_in) == 1);
}

TEST_CASE("a renewal that is refused for anything but its token is no reason to sign in again",
          "[networks][bluesky]") {
    SignedIn account;
    account.session.did();
    account.server.expire_access();
    account.server.say_once(renew, test::json_answer(R"({"error": "InvalidRequest"})", 400));
    CHECK(network_failure([&] { account.session.get(look); }).error_class == Class::ours);
    account.server.say_once(renew, {429, "", {{"RateLimit-Reset", "1788249720"}}});
    auto const error = network_failure([&] { account.session.get(look); });
    CHECK(error.error_class == Class::rate);
    CHECK(error.retry_after == 120s);
    CHECK(account.server.asked(sign_in) == 1);
}

TEST_CASE("an account that Bluesky closed is told as closed, a second factor as one", "[networks][bluesky]") {
    using Why = NotConnected::Why;
    auto const [status, body, why] = GENERATE(
        table<int, std::string, Why>({{200, R"({"status": "takendown")", Why::closed},
                                      {200, R"({"status": "suspended")", Why::closed},
                                      {200, R"({"status": "deactivated")", Why::closed},
                                      {401, R"({"error": "AccountTakedown")", Why::closed},
                                      {401, R"({"error": "AuthFactorTokenRequired")", Why::second_factor},
                                      {401, R"({"error": "AuthenticationRequired")", Why::password},
                                      {403, R"({"error": "app-password")", Why::password},
                                      {200, R"({"error": "")", Why::no_token}}));
    INFO(body);
    SignedIn account;
    account.server.say_once(
        sign_in,
        test::json_answer(body + (status == 200 && why == Why::closed
                                      ? R"(, "did": "did:plc:awards", "accessJwt": "a", "refreshJwt": "r"})"
                                      : "}"),
                          status));
    try {
        account.session.did();
        FAIL("one is signed in");
    } catch (NotConnected const& refusal) {
        CHECK(refusal.why == why);
        CHECK_THAT(refusal.what(), !Catch::Contains("app-password"));
    }
    CHECK(account.kept().empty());
}

#include "bot/networks/client/api.h"

#include <catch2/catch.hpp>

#include "tests/fakes/http_server.h"
#include "tests/tools/world.h"

using namespace bot::networks;
using namespace std::chrono_literals;
using Class = NetworkError::Class;
using Way = test::HttpAnswer::Way;

namespace {

ApiSettings settings_for(test::HttpServer const& server) {
    ApiSettings settings;
    settings.network = "otternet";
    settings.base = server.address();
    settings.user_agent = "SupportAwards/9 (+https://awards.example)";
    settings.private_addresses = true;
    return settings;
}

template <class Doing>
NetworkError failure(Doing doing) {
    try {
        doing();
    } catch (NetworkError const& error) {
        return error;
    }
    throw std::logic_error("it did not fail");
}

}  // namespace

TEST_CASE("a call goes to the base with its headers, and 2xx comes back", "[networks][api]") {
    test::HttpServer server;
    server.answer(test::json_answer(R"({"a": 1})"));
    test::ManualClock clock;
    Api api(settings_for(server), clock);
    auto const path = Query().add("q", "a b&ü").add("n", 7).after("/search");
    CHECK(api.call({.path = path, .headers = {{"Authorization", "Bearer s"}}}).body == R"({"a": 1})");
    CHECK(api.call({"POST", "/new", {}, "x=y", "application/x-www-form-urlencoded"}).status == 200);
    auto const asked = server.asked();
    CHECK(asked.at(0).target == "/search?q=a%20b%26%C3%BC&n=7");
    CHECK(asked.at(0).headers.at("authorization") == "Bearer s");
    CHECK(asked.at(1).headers.at("content-type") == "application/x-www-form-urlencoded");
}

TEST_CASE("a status says who is to fix it", "[networks][api]") {
    test::HttpServer server;
    test::ManualClock clock;
    Api api(settings_for(server), clock);
    struct Row {
        int status;
        Class error_class;
        bool maybe_sent;  // of a POST
    };
    auto const row =
        GENERATE(Row{401, Class::auth, false}, Row{403, Class::auth, false}, Row{429, Class::rate, false},
                 Row{400, Class::ours, false}, Row{404, Class::ours, false}, Row{418, Class::ours, false},
                 Row{500, Class::theirs, true}, Row{503, Class::theirs, true}, Row{301, Class::theirs, true});
    INFO(row.status);
    server.answer({row.status, "<html>secret</html>"});
    auto const read = failure([&] { api.call({.path = "/x?token=secret"}); });
    CHECK(read.error_class == row.error_class);
    CHECK_FALSE(read.maybe_sent);
    CHECK(std::string(read.what()) == "otternet: GET " + server.address().substr(7) +
                                          "/x was answered with " + std::to_string(row.status));
    auto const change = failure([&] { api.call({"POST", "/x", {}, "y"}); });
    CHECK(change.error_class == row.error_class);
    CHECK(change.maybe_sent == row.maybe_sent);
    CHECK(api.call({.path = "/x", .also = {row.status}}).status == row.status);
}

TEST_CASE("a redirect is not followed, so no credential leaves", "[networks][api]") {
    test::HttpServer server, other;
    server.answer({302, "", {{"Location", other.address() + "/x"}}});
    test::ManualClock clock;
    Api api(settings_for(server), clock);
    CHECK(failure([&] {
              api.call({.path = "/x", .headers = {{"Authorization", "Bearer s"}}});
          }).error_class == Class::theirs);
    CHECK(other.connections() == 0);
}

TEST_CASE("no answer is the network's failure, and a change may have left", "[networks][api]") {
    test::HttpServer server;
    auto settings = settings_for(server);
    test::ManualClock clock;
    SECTION("reset") {
        server.answer({200, "", {}, Way::reset});
    }
    SECTION("cut off") {
        server.answer({200, "{\"a\": [1, 2, 3]}", {}, Way::cut});
    }
    SECTION("slow") {
        server.answer({200, "", {}, Way::hang});
        settings.timeout = 200ms;
    }
    Api api(settings, clock);
    auto const read = failure([&] { api.call({.path = "/x"}); });
    CHECK(read.error_class == Class::network);
    CHECK_FALSE(read.maybe_sent);
    CHECK(failure([&] { api.call({"POST", "/x", {}, "y"}); }).maybe_sent);
}

TEST_CASE("an address inside the house is ours to fix", "[networks][api]") {
    test::HttpServer server;
    auto settings = settings_for(server);
    settings.private_addresses = false;
    test::ManualClock clock;
    Api api(settings, clock);
    CHECK(failure([&] { api.call({.path = "/x"}); }).error_class == Class::ours);
    CHECK(server.connections() == 0);
}

TEST_CASE("a base must be a plain web address", "[networks][api]") {
    test::ManualClock clock;
    for (auto const* base :
         {"", "example.org", "ftp://example.org", "https://", "https://example.org/",
          "https://user:pass@example.org", "https://example.org?x", "https://exa mple.org"}) {
        ApiSettings settings;
        settings.network = "otternet";
        settings.base = base;
        CHECK(failure([&] { Api(settings, clock); }).error_class == Class::ours);
    }
}

TEST_CASE("after a 429 nothing is asked before the time it named", "[networks][api]") {
    test::HttpServer server;
    test::ManualClock clock;
    Api api(settings_for(server), clock);
    server.answer({429, "", {{"Retry-After", "90"}}});
    CHECK(failure([&] { api.call({.path = "/x"}); }).retry_after == 90s);
    CHECK(api.wait() == 90s);
    clock.advance(60s);
    auto const early = failure([&] { api.call({.path = "/x"}); });
    CHECK(early.error_class == Class::rate);
    CHECK(early.retry_after == 30s);
    CHECK_FALSE(early.maybe_sent);
    CHECK(server.asked().size() == 1);
    clock.advance(30s);
    CHECK(failure([&] { api.call({.path = "/x"}); }).retry_after == 90s);
    CHECK(server.asked().size() == 2);
}

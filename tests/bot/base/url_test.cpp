#include "bot/base/url.h"

#include <catch2/catch.hpp>

TEST_CASE("an address is taken apart", "[base][url]") {
    auto const url = bot::parse_url("HTTPS://Otter.Example:8443/a/../b%20c?d=e&f#g");
    REQUIRE(url);
    CHECK(url->scheme == "https");
    CHECK(url->host == "Otter.Example");
    CHECK(url->port == "8443");
    CHECK(url->path == "/a/../b%20c");
    CHECK(url->query == "?d=e&f");
    CHECK(url->has_fragment);
    CHECK_FALSE(url->has_user);
    CHECK(url->is_web());
    CHECK(url->authority() == "Otter.Example:8443");
    CHECK(url->origin() == "https://Otter.Example:8443");
    CHECK(bot::parse_url("https://otter.example")->path == "/");
    CHECK(bot::parse_url("https://otter.example?x")->query == "?x");
    CHECK(bot::parse_url("https://otter.example:/")->authority() == "otter.example");
    CHECK(bot::parse_url("http://[::1]:80/x")->authority() == "[::1]:80");
    CHECK(bot::parse_url("https://münchen.example/ä")->host == "münchen.example");
    CHECK_FALSE(bot::parse_url("wss://otter.example/x")->is_web());
}

TEST_CASE("who stands before the host is not the host", "[base][url]") {
    for (auto const* address : {"https://mallory@otter.example/", "https://otter.com:x@otter.example/"}) {
        auto const url = bot::parse_url(address);
        REQUIRE(url);
        CHECK(url->has_user);
        CHECK(url->origin() == "https://otter.example");
    }
}

TEST_CASE("what is no whole address is none", "[base][url]") {
    using namespace std::string_view_literals;
    for (auto const address :
         {""sv, "otter.example"sv, "/a"sv, "//otter.example/a"sv, "https://"sv, "https:///a"sv,
          "https:/otter.example"sv, "https:otter.example"sv, "https://otter example/"sv,
          "https://otter.example/a b"sv, "https://otter.example\\@evil.example/"sv,
          "https://otter.example/\n"sv, "https://otter.example:99999/"sv, "https://a@b@otter.example/"sv,
          "https://otter.example/\0"sv, "mailto:ana@otter.example"sv, "javascript:alert(1)"sv,
          "file:///etc/passwd"sv}) {
        INFO(address);
        CHECK_FALSE(bot::parse_url(address));
    }
}

TEST_CASE("a link is read from the page where it stands", "[base][url]") {
    auto const at = [](char const* link) { return bot::join_url("https://otter.example/a/b?c#d", link); };
    CHECK(at("e") == "https://otter.example/a/e");
    CHECK(at("../e?f") == "https://otter.example/e?f");
    CHECK(at("/e") == "https://otter.example/e");
    CHECK(at("?e") == "https://otter.example/a/b?e");
    CHECK(at("//heron.example/e") == "https://heron.example/e");
    CHECK(at("http://heron.example/e#f") == "http://heron.example/e#f");
    CHECK(at("é") == "https://otter.example/a/%c3%a9");
    CHECK(bot::join_url("https://otter.example", "e") == "https://otter.example/e");
    CHECK_FALSE(bot::join_url("otter.example", "e"));
}

TEST_CASE("all but plain letters is percent-encoded", "[base][url]") {
    CHECK(bot::percent_encoded("aZ09-._~") == "aZ09-._~");
    CHECK(bot::percent_encoded(" +/%&é") == "%20%2B%2F%25%26%C3%A9");
    CHECK(bot::percent_encoded(std::string_view("a\0b", 3)) == "a%00b");
    CHECK(bot::percent_encoded("").empty());
}

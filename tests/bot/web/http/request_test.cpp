#include "bot/web/http/request.h"

#include <catch2/catch.hpp>

using bot::web::cookie_named;
using bot::web::decode_fields;
using bot::web::decode_path;
using bot::web::is_text;

TEST_CASE("a form is decoded as browsers encode it", "[web]") {
    auto const decoded = decode_fields("story=Caf%C3%A9+au%20lait&empty=&flag&story=second&a%3Db=c%26d");
    REQUIRE(decoded.fields);
    CHECK(decoded.fields->text("story") == "Café au lait");
    CHECK(decoded.fields->find("empty") == "");
    CHECK(decoded.fields->find("flag") == "");
    CHECK(decoded.fields->text("a=b") == "c&d");
    CHECK_FALSE(decoded.fields->find("none"));
    CHECK(decoded.fields->all().size() == 5);
}

TEST_CASE("line ends in a form are plain ones", "[web]") {
    CHECK(decode_fields("a=1%0D%0A2%0D3%0A").fields->text("a") == "1\n2\n3\n");
}

TEST_CASE("what is not text in a form is told apart from what cannot be read", "[web]") {
    for (auto const* bytes : {"a=%00", "a=x%00y", "a=%FF", "a=%C3", "a=%ED%A0%80", "a=%C0%AF", "%FE=a"}) {
        INFO(bytes);
        CHECK(decode_fields(bytes).bad_text);
        CHECK_FALSE(decode_fields(bytes).fields);
    }
    for (auto const* bytes : {"a=%", "a=%1", "a=%zz", "%=a"}) {
        INFO(bytes);
        CHECK_FALSE(decode_fields(bytes).bad_text);
        CHECK_FALSE(decode_fields(bytes).fields);
    }
}

TEST_CASE("a form with hundreds of fields is refused", "[web]") {
    std::string many;
    for (int i = 0; i < 200; ++i) many += "a=1&";
    CHECK(decode_fields(many).fields);
    CHECK_FALSE(decode_fields(many + "a=1").fields);
}

TEST_CASE("paths are decoded once, and those that lead elsewhere are refused", "[web]") {
    CHECK(decode_path("/") == "/");
    CHECK(decode_path("/company/caf%C3%A9/") == "/company/café/");
    CHECK(decode_path("/a+b") == "/a+b");
    CHECK(decode_path("/%252e") == "/%2e");
    for (auto const* raw : {"", "a", "//a", "/a//b", "/..", "/../etc", "/a/../b", "/%2e%2e/etc", "/a/.",
                            "/a%00b", "/a%5Cb", "/a\\b", "/%zz", "/%ff", "/a%0Ab", "http://evil/x"}) {
        INFO(raw);
        CHECK_FALSE(decode_path(raw));
    }
}

TEST_CASE("a cookie is found by its whole name, the first of equals", "[web]") {
    CHECK(cookie_named("a=1; session=x=y; session=2", "session") == "x=y");
    CHECK(cookie_named(" session = padded ", "session") == "padded");
    CHECK_FALSE(cookie_named("xsession=1; sessionx=2", "session"));
    CHECK_FALSE(cookie_named("", "session"));
    CHECK(cookie_named(";;=;session", "session") == "");
}

TEST_CASE("text is UTF-8 without NUL", "[web]") {
    CHECK(is_text(""));
    CHECK(is_text("Ärger 漢字 🎉"));
    CHECK_FALSE(is_text(std::string_view("a\0b", 3)));
    CHECK_FALSE(is_text("\xF4\x90\x80\x80"));
    CHECK_FALSE(is_text("\xE2\x82"));
}

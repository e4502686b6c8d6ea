#include "bot/networks/client/json.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "bot/networks/client/timestamps.h"
#include "bot/networks/network.h"
#include "bot/transport/http.h"

namespace json = bot::networks::json;
using bot::networks::time_from_text;

TEST_CASE("what is missing, null, empty or of a wrong kind is absent", "[networks][json]") {
    auto const value =
        nlohmann::json::parse(R"({"text": "words", "empty": "", "null": null, "number": 12, "big":
        18446744073709551615, "float": 5.0, "half": 5.5, "list": [1], "object": {"inner": {"deep": "down"}}, "yes": true,
        "nul": "a\u0000b", "digits": "42", "one": 1})");
    CHECK(json::text(value, "text") == "words");
    CHECK(json::text(value, "number") == "12");
    CHECK(json::text(value, "nul") == "ab");
    for (auto const* key : {"empty", "null", "list", "object", "yes", "absent"})
        CHECK_FALSE(json::text(value, key));
    CHECK(json::whole(value, "number") == 12);
    CHECK(json::whole(value, "float") == 5);
    CHECK(json::whole(value, "digits") == 42);
    for (auto const* key : {"big", "half", "text", "null", "yes", "absent"})
        CHECK_FALSE(json::whole(value, key));
    CHECK(json::truth(value, "yes"));
    for (auto const* key : {"one", "text", "null", "absent"}) CHECK_FALSE(json::truth(value, key));
    CHECK(json::list(value, "list").size() == 1);
    CHECK(json::list(value, "text").empty());
    CHECK(json::text(json::deep(value, "object/inner"), "deep") == "down");
    CHECK(json::deep(value, "object/text/deep").is_null());
    for (auto const& other :
         {nlohmann::json(), nlohmann::json(3), nlohmann::json("x"), nlohmann::json::array()}) {
        CHECK(json::item(other, "text").is_null());
        CHECK_FALSE(json::moment(other, "text"));
    }
}

TEST_CASE("what is broken in an answer costs no more than itself", "[networks][json]") {
    auto const value = json::parsed(
        "{\"half\": \"cut \\ud83d\", \"byte\": \"cut \xE4\", \"one\": "
        "15933872133157847040123, \"other\": 15933872133157847040124, "
        "\"nan\": NaN}");
    CHECK(json::text(value, "half") == "cut \uFFFD");
    CHECK(json::text(value, "byte") == "cut \uFFFD");
    CHECK(json::text(value, "one") == "15933872133157847040123");
    CHECK(json::text(value, "other") == "15933872133157847040124");
    CHECK_FALSE(json::whole(value, "one"));
    CHECK(json::item(value, "nan").is_null());
}

TEST_CASE("an address is http or https without blanks", "[networks][json]") {
    nlohmann::json const value{{"good", "https://otter.example/a"},
                               {"script", "javascript:alert(1)"},
                               {"line", "https://otter.example/\nx"},
                               {"number", 3}};
    CHECK(json::address(value, "good") == "https://otter.example/a");
    for (auto const* key : {"script", "line", "number", "absent"}) CHECK_FALSE(json::address(value, key));
}

TEST_CASE("moments are read from dates and from numbers", "[networks][json]") {
    nlohmann::json const value{{"date", "2026-11-22T10:00:00.250Z"},
                               {"seconds", 1795341600},
                               {"float", 1795341600.25},
                               {"milliseconds", 1795341600250},
                               {"never", -1},
                               {"nonsense", "soon"},
                               {"huge", 1e300}};
    auto const moment = json::moment(value, "date");
    REQUIRE(moment);
    CHECK(json::moment(value, "seconds") == *moment - std::chrono::milliseconds(250));
    CHECK(json::moment(value, "float") == moment);
    CHECK(json::moment(value, "milliseconds") == moment);
    for (auto const* key : {"never", "nonsense", "huge", "absent"}) CHECK_FALSE(json::moment(value, key));
}

TEST_CASE("a page instead of JSON is their failure and is not quoted", "[networks][json]") {
    bot::transport::HttpResponse response;
    for (auto const* body : {"<html>secret</html>", "", "{\"a\":", "\xFF"}) {
        response.body = body;
        try {
            (void)json::body_of(response, "otternet");
            FAIL("it was read");
        } catch (bot::networks::NetworkError const& error) {
            CHECK(error.error_class == bot::networks::NetworkError::Class::theirs);
            CHECK(std::string(error.what()) == "otternet: the answer is not JSON");
        }
    }
    response.body = std::string(1'000'000, '[');
    CHECK_THROWS_AS(json::body_of(response, "otternet"), bot::networks::NetworkError);
}

TEST_CASE("dates of mails, feeds and HTTP are read", "[networks][timestamps]") {
    using namespace std::chrono;
    bot::networks::Time const moment(sys_days(year(2026) / 11 / 22) + hours(10) + minutes(5));
    for (auto const* text :
         {"Sun, 22 Nov 2026 10:05:00 GMT", "22 Nov 2026 10:05 GMT", "Sun, 22 Nov 26 10:05:00 +0000",
          "Mon, 22 November 2026 11:05:00 +0100", "Sun, 22 Nov 2026 05:05:00 EST",
          "Sun, 22 Nov 2026 12:05:00 +02:00", "Sun, 22 Nov 2026 11:05:00 CET",
          "Sun, 22 Nov 2026 20:05:00 AEST", "Sun, 22 Nov 2026 10:05:00 AM", "Sunday, 22-Nov-26 10:05:00 GMT",
          "Sun Nov 22 10:05:00 2026", "22 nov 2026 10:05:00"}) {
        INFO(text);
        CHECK(time_from_text(text) == moment);
    }
    for (auto const* text : {"", "GMT", "Sun, 31 Feb 2026 10:05:00 GMT", "Sun, 22 Nov 2026 25:05:00 GMT",
                             "- - - -", "a-b c d e", "21 Sep 1012 14:15:00"}) {
        INFO(text);
        CHECK_FALSE(time_from_text(text));
    }
}

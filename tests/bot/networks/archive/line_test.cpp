#include "bot/networks/archive/line.h"

#include <catch2/catch.hpp>

#include "bot/networks/client/timestamps.h"
#include "tests/tools/world.h"

using bot::networks::duration_from;
using bot::networks::read_archive_line;
using bot::networks::time_from_rfc3339;

namespace {

constexpr auto now = test::ManualClock::start;

bot::networks::ArchiveLine read(std::string_view line) {
    std::string why;
    auto const got = read_archive_line(line, now, why);
    INFO(why);
    REQUIRE(got);
    return *got;
}

}  // namespace

TEST_CASE("a line of an archive becomes a post with all it says", "[networks]") {
    auto const post =
        read(R"({"id": "7", "author": "@mira", "author_name": "Mira K.", "author_id": "u1", "text": "Hi ☕",
        "created_at": "2026-08-31T10:00:00.5+02:00", "lang": "de", "url": "https://example.org/7", "in_reply_to": "6",
        "thread": "5", "sensitive": true, "likes": {"more": [1, 2]}})")
            .post;
    CHECK(post.native_id == "7");
    CHECK(post.author_handle == "mira");
    CHECK(post.author_name == "Mira K.");
    CHECK(post.author_id == "u1");
    CHECK(post.text == "Hi ☕");
    CHECK(post.written_at == now - std::chrono::hours(24) + std::chrono::milliseconds(500));
    CHECK(post.language == "de");
    CHECK(post.url == "https://example.org/7");
    CHECK(post.in_reply_to == "6");
    CHECK(post.thread == "5");
    CHECK(post.sensitive);
}

TEST_CASE("null, empty and odd values are absent, and numbers stand for text", "[networks]") {
    auto const post =
        read(R"({"id": 42, "author": "", "author_name": null, "text": 5, "created_at": "", "lang": [],
        "url": "javascript:void", "in_reply_to": 41, "sensitive": "yes"})")
            .post;
    CHECK(post.native_id == "42");
    CHECK_FALSE(post.author_handle);
    CHECK_FALSE(post.author_name);
    CHECK(post.text == "5");
    CHECK_FALSE(post.written_at);
    CHECK_FALSE(post.language);
    CHECK_FALSE(post.url);
    CHECK(post.in_reply_to == "41");
    CHECK_FALSE(post.sensitive);
}

TEST_CASE("neither NUL nor a broken character comes out of an archive's line", "[networks]") {
    CHECK(read("{\"id\": \"1\\u0000\", \"text\": \"a\\u0000b\"}").post.text == "ab");
    std::string why;
    CHECK(read("{\"id\": \"1\", \"text\": \"\xff\"}").post.text == "\uFFFD");
    CHECK(read(R"({"id": "1", "text": "\ud800"})").post.text == "\uFFFD");
    CHECK_FALSE(read_archive_line(R"({"id": "\u0000", "text": "x"})", now, why));
}

TEST_CASE("an archive's line can tell its age instead of its time", "[networks]") {
    CHECK(read(R"({"id": "1", "text": "x", "ago": "35m"})").post.written_at ==
          now - std::chrono::minutes(35));
    CHECK_FALSE(read(R"({"id": "1", "text": "x", "ago": "soon"})").post.written_at);
}

TEST_CASE("an archive's line can say that a post is gone", "[networks]") {
    auto const line = read(R"({"id": "1", "gone": true})");
    CHECK(line.gone);
    CHECK(line.post.native_id == "1");
}

TEST_CASE("times are read as networks write them", "[networks]") {
    using storage::Time;
    auto const noon = Time(std::chrono::sys_days(std::chrono::year(2024) / 2 / 29) + std::chrono::hours(12));
    CHECK(time_from_rfc3339("2024-02-29T12:00:00Z") == noon);
    CHECK(time_from_rfc3339("2024-02-29 12:00:00") == noon);
    CHECK(time_from_rfc3339("2024-02-29T12:00Z") == noon);
    CHECK(time_from_rfc3339("2024-02-29T14:00:00+02:00") == noon);
    CHECK(time_from_rfc3339("2024-02-29T07:00:00-0500") == noon);
    CHECK(time_from_rfc3339("2024-02-29T12:00:00.1239999Z") == noon + std::chrono::milliseconds(123));
    CHECK(time_from_rfc3339("2024-02-29") == noon - std::chrono::hours(12));
    for (auto const* bad : {"", "2023-02-29T12:00:00Z", "2024-02-29T25:00:00Z", "2024-02-29T12:00:00+",
                            "yesterday", "2024-02-29T12:00:00Zx", "2024-02-29T12", "20240229", "1012-09-21"})
        CHECK_FALSE(time_from_rfc3339(bad));
}

TEST_CASE("numbers as times are seconds or milliseconds since 1970", "[networks]") {
    auto const when = [](std::string const& number) {
        return read(R"({"id": "1", "text": "x", "created_at": )" + number + "}").post.written_at;
    };
    CHECK(when("1470000000.0") == storage::Time(std::chrono::seconds(1'470'000'000)));
    CHECK(when("1470000000123") == storage::Time(std::chrono::milliseconds(1'470'000'000'123)));
    for (auto const* bad : {"0", "-5", "1e300", "true", "253402300800000"}) CHECK_FALSE(when(bad));
}

TEST_CASE("ages are a number and a unit", "[networks]") {
    CHECK(duration_from("90s") == std::chrono::seconds(90));
    CHECK(duration_from("2d") == std::chrono::days(2));
    for (auto const* bad : {"", "5", "m", "-1h", "1.5h", "5 m", "99999999999999999999h"})
        CHECK_FALSE(duration_from(bad));
}

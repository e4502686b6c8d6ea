#include "bot/pages/words.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "storage/types.h"

namespace {

using bot::pages::Words;

/// A folder of message files; gone with the object.
struct Messages {
    std::filesystem::path const folder =
        std::filesystem::temp_directory_path() / ("words-" + storage::random_base32(10));
    Messages() { std::filesystem::create_directories(folder / "messages"); }
    ~Messages() { std::filesystem::remove_all(folder); }
    Messages& file(std::string const& name, std::string const& text) {
        std::ofstream(folder / "messages" / name) << text;
        return *this;
    }
};

storage::Time const noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 30} + std::chrono::hours(12)};

}  // namespace

TEST_CASE("the program's own messages are complete in every language", "[pages]") {
    Words const words;
    REQUIRE(words.languages() == std::vector<std::string>{"en", "de"});
    CHECK(words.say("en", "site.board") == "Board");
    CHECK(words.say("de", "site.board") == "Rangliste");
}

TEST_CASE("a message counts as its language does", "[pages]") {
    Messages messages;
    messages
        .file("en.x.toml",
              R"("x.people" = "It''s {n, plural, one {# person} other {# people}} on {day, date, ::dMMMM}")")
        .file("de.x.toml",
              R"("x.people" = "{n, plural, one {# Mensch} other {# Menschen}} am {day, date, ::dMMMM}")");
    Words const words(messages.folder);
    auto const say = [&](char const* language, long long n) {
        return words.say(language, "x.people", {{"n", n}, {"day", noon}});
    };
    CHECK(say("en", 1) == "It's 1 person on 30 November");
    CHECK(say("en", 1234) == "It's 1,234 people on 30 November");
    CHECK(say("de", 1234) == "1.234 Menschen am 30. November");
}

TEST_CASE("days, distances and numbers are written as people write them", "[pages]") {
    Words const words;
    using namespace std::chrono_literals;
    CHECK(words.day("en", noon) == "30 November 2026");
    CHECK(words.day("de", noon) == "30. November 2026");
    CHECK(words.ago("en", noon - 3min, noon) == "3 minutes ago");
    CHECK(words.ago("de", noon - 1h, noon) == "vor 1 Stunde");
    CHECK(words.ago("en", noon + 49h, noon) == "in 2 days");
    CHECK(words.ago("en", noon - 3s, noon) == "now");
    CHECK(words.number("en", 1234.5, 1) == "1,234.5");
    CHECK(words.number("de", 1234.5, 2) == "1.234,50");
    CHECK(words.number("en", 7) == "7");
}

TEST_CASE("midnight in UTC is not yesterday, wherever the machine stands", "[pages]") {
    Messages messages;
    messages.file("en.toml", R"("x" = "{day, date, ::dMMMM}")");
    ::setenv("TZ", "America/New_York", 1);
    Words const words(messages.folder);
    auto const midnight = noon - std::chrono::hours(12);
    CHECK(words.say("en", "x", {{"day", midnight}}) == "30 November");
    CHECK(words.day("en", midnight) == "30 November 2026");
    ::unsetenv("TZ");
}

TEST_CASE("the reader's languages choose among ours", "[pages]") {
    Words const words;
    CHECK(words.choose("de-AT, en;q=0.5") == "de");
    CHECK(words.choose("en;q=0.5, de;q=0.9") == "de");
    CHECK(words.choose("fr, en;q=0.8, de;q=0.7") == "en");
    CHECK(words.choose("xx") == "en");
    CHECK(words.choose("") == "en");
    CHECK(words.choose(";;;=,\xff\x01" + std::string(100'000, ',')) == "en");
}

TEST_CASE("mistakes in the catalogues are found when they are read, and named", "[pages]") {
    Messages messages;
    auto const failure = [&]() -> std::string {
        try {
            Words const words(messages.folder);
        } catch (std::runtime_error const& error) {
            return error.what();
        }
        return "";
    };
    messages.file("en.toml", "\"a\" = \"{n\"");
    CHECK_THAT(failure(), Catch::StartsWith("messages/en.toml: a: not an ICU message"));
    messages.file("en.toml", "\"a\" = \"A\"").file("de.toml", "");
    CHECK_THAT(failure(), Catch::Contains("de.*.toml: a is missing"));
    messages.file("de.toml", "\"a\" = \"{b}\"");
    CHECK_THAT(failure(), Catch::Contains("does not have the same {places}"));
    messages.file("de.toml", "\"a\" = \"A\"\n\"c\" = \"C\"");
    CHECK_THAT(failure(), Catch::Contains("en.*.toml: c is missing"));
    messages.file("de.toml", "\"a\" = \"A\"").file("de.more.toml", "\"a\" = \"A\"");
    CHECK_THAT(failure(), Catch::Contains("a is there twice"));
    messages.file("de.more.toml", "what is this");
    CHECK_THAT(failure(), Catch::Contains("messages/de.more.toml"));
}

TEST_CASE("an unknown message or language is said by name", "[pages]") {
    Words const words;
    CHECK_THROWS_WITH(words.say("en", "no.such"), "no such message: no.such");
    CHECK_THROWS_WITH(words.say("xx", "site.board"), "no such language: xx");
}

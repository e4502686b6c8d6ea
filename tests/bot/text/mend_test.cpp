#include "bot/text/mend.h"

#include <simdjson.h>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <random>

using bot::text::is_sound;
using bot::text::mended;
using bot::text::utf8_of;
using namespace std::string_literals;

namespace {

std::string mended_json(std::string const& raw) {
    std::string room;
    return std::string(bot::text::mended_json(raw, room));
}

/// What two parsers make of the mended value.
std::string value_of(std::string const& raw) {
    auto const text = mended_json("[" + raw + "]");
    simdjson::dom::parser parser;
    CHECK(parser.parse(text).error() == simdjson::SUCCESS);
    auto const parsed = nlohmann::json::parse(text, nullptr, false);
    if (parsed.is_discarded() || parsed.size() != 1) return "not one value";
    return parsed[0].is_string() ? parsed[0].get<std::string>() : parsed[0].dump();
}

}  // namespace

TEST_CASE("good JSON is not copied", "[text][mend]") {
    for (std::string const good :
         {R"({"a": "plain", "b": [1, -2.5e3, null, true], "c": "\ud83d\ude00 \\ud83d \u00e9 é 😀 \u0000"})",
          R"(18446744073709551615)", R"([-9223372036854775808, 0.1, 1e308])", "", "\"", "{\"cut\": \"o\\",
          R"("N\n\t\/\"")", "<html>NO</html>", "{\"a\": 12345678901234567890123"}) {
        INFO(good);
        std::string room;
        auto const text = bot::text::mended_json(good, room);
        CHECK(text.data() == good.data());
        CHECK(text == good);
    }
}

TEST_CASE("half an emoji costs one character and not the page", "[text][mend]") {
    CHECK(value_of(R"("cut \ud83d")") == "cut \uFFFD");
    CHECK(value_of(R"("\ud83d tail")") == "\uFFFD tail");
    CHECK(value_of(R"("\ude00 low")") == "\uFFFD low");
    CHECK(value_of(R"("\ud83d\u0041")") == "\uFFFDA");
    CHECK(value_of(R"("\ud83d\ud83d\ude00")") == "\uFFFD\U0001F600");
    CHECK(value_of(R"("\ude00\ud83d")") == "\uFFFD\uFFFD");
    CHECK(value_of(R"("\uD83D\\ude00")") == "\uFFFD\\ude00");
    CHECK(value_of(R"("\uD83D\uDE00")") == "\U0001F600");
}

TEST_CASE("an escaped backslash is no escape", "[text][mend]") {
    CHECK(value_of(R"("\\ud83d")") == "\\ud83d");
    CHECK(value_of(R"("\\\ud83d")") == "\\\uFFFD");
    CHECK(value_of(R"("\\\\ud83d\"")") == "\\\\ud83d\"");
}

TEST_CASE("bytes that are no UTF-8 become one U+FFFD a piece", "[text][mend]") {
    struct Case {
        std::string bytes, shown;
    };
    auto const each = GENERATE(
        Case{"cut \xC3", "cut \uFFFD"}, Case{"\xF0\x9F\x98", "\uFFFD"}, Case{"\xE4sops", "\uFFFDsops"},
        Case{"a\xF0\x9F_", "a\uFFFD_"}, Case{"\xC0\x80", "\uFFFD\uFFFD"}, Case{"\xFF\xFE", "\uFFFD\uFFFD"},
        Case{"\xED\xA0\xBD", "\uFFFD\uFFFD\uFFFD"}, Case{"\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},
        Case{"\x80good é", "\uFFFDgood é"});
    CHECK(value_of('"' + each.bytes + '"') == each.shown);
    CHECK(mended(each.bytes) == each.shown);
    CHECK_FALSE(is_sound(each.bytes));
    CHECK(is_sound(each.shown));
}

TEST_CASE("control characters and foreign escapes do not end a string", "[text][mend]") {
    CHECK(value_of("\"a\nb\tc\rd\"") == "a\nb\tc\rd");
    CHECK(value_of("\"a\x01z\x7F\"") == "a\uFFFDz\x7F");
    CHECK(value_of("\"a\0b\""s) == "a\uFFFDb");
    CHECK(value_of(R"("it\'s")") == "it's");
    CHECK(value_of(R"("\x41 \u12 \uzz")") == "\uFFFDx41 \uFFFD12 \uFFFDzz");
    CHECK(value_of(R"("\)"
                   "\x01\"") == "\uFFFD\uFFFD");
}

TEST_CASE("a number that fits nowhere keeps its digits", "[text][mend]") {
    CHECK(value_of("15933872133157847040123") == "15933872133157847040123");
    CHECK(value_of("18446744073709551615") == "18446744073709551615");
    CHECK(value_of("18446744073709551616") == "18446744073709551616");
    CHECK(value_of("-9223372036854775809") == "-9223372036854775809");
    CHECK(value_of("1e400") == "1e400");
    CHECK(value_of("\"15933872133157847040123\"") == "15933872133157847040123");
    CHECK(value_of("NaN") == "null");
    CHECK(value_of("-Infinity") == "null");
    CHECK(value_of("\"NaN\"") == "NaN");
}

TEST_CASE("mending changes no value of good JSON, and what is mended stays so", "[text][mend]") {
    std::mt19937 random(1);  // NOLINT: the same each time
    std::string const seed =
        R"({"a": ["é😀", "\ud83d\ude00 \\ \" \n", 12345678901234567890, -1.5e-3, true, null], "\u0041": {"b": 0}})";
    std::string const alphabet = "\"\\u{}[]:,0dD8eE-\xF0\x9F\xC3\x80 \x01n";
    int good = 0;
    for (int i = 0; i < 20'000; ++i) {
        auto raw = seed;
        for (auto changes = random() % 4; changes > 0; --changes)
            raw[random() % raw.size()] = alphabet[random() % alphabet.size()];
        auto const text = mended_json(raw);
        if (mended_json(text) != text) FAIL(raw);
        if (!nlohmann::json::accept(raw)) continue;
        ++good;
        // Nothing but a number that became a string.
        if (text != raw && text.size() != raw.size() + 2) FAIL(raw);
        if (!nlohmann::json::accept(text)) FAIL(raw);
    }
    CHECK(good > 1000);
}

TEST_CASE("what stands around JSON is left out", "[text][mend]") {
    CHECK(nlohmann::json::accept(mended_json("\xEF\xBB\xBF{\"a\": 1}\0\0"s)));
    CHECK(nlohmann::json::accept(mended_json("[\xEF\xBB\xBF{}]")));
    // No other thing becomes JSON.
    for (auto const* other : {"<html>", "{\"a\":", "{\"a\": \"\\ud83d", "\xFF", "[1,]"})
        CHECK_FALSE(nlohmann::json::accept(mended_json(other)));
}

TEST_CASE("sound text has neither NUL nor broken bytes", "[text][mend]") {
    CHECK(mended("a\0b"s) == "ab");
    CHECK(mended("\0\xE4\0"s) == "\uFFFD");
    CHECK(mended("Zürich 😀") == "Zürich 😀");
    CHECK_FALSE(is_sound("a\0b"s));
    CHECK(is_sound(""));
}

TEST_CASE("a file of a spreadsheet is read in the code page it was saved in", "[text][mend]") {
    CHECK(utf8_of("Zürich") == "Zürich");
    CHECK(utf8_of("\xEF\xBB\xBFZürich") == "Zürich");
    CHECK(utf8_of("Z\xFCrich \x80") == "Zürich €");
    CHECK(utf8_of("\xFF\xFEZ\0\xFC\0"s) == "Zü");
    CHECK(utf8_of("\xFE\xFF\0Z\0\xFC"s) == "Zü");
    CHECK(utf8_of("Z\0\xFC\0"s) == "Zü");
    CHECK(utf8_of("") == "");
    CHECK(utf8_of("\xFF\xFE") == "");
    CHECK(is_sound(utf8_of("\xFF\xFE\x00\xD8"s)));
}

#include "bot/text/language_tag.h"

#include <catch2/catch.hpp>

using bot::text::language_among;
using bot::text::plain_language_tag;

TEST_CASE("a language has one spelling however a network writes it", "[text][language]") {
    struct Case {
        char const *written, *plain;
    };
    auto const each =
        GENERATE(Case{"en", "en"}, Case{"EN", "en"}, Case{"en_US", "en-US"}, Case{"EN-us", "en-US"},
                 Case{"pt-br", "pt-BR"}, Case{"eng", "en"}, Case{"deu", "de"}, Case{"nds", "nds"},
                 Case{"zh-hant-tw", "zh-Hant-TW"}, Case{"de-DE@currency=EUR", "de-DE"});
    CHECK(plain_language_tag(each.written) == each.plain);
}

TEST_CASE("what names no language is no language", "[text][language]") {
    auto const* const written =
        GENERATE("", "English", "und", "x", "-", "??", "en en", "e\xff", "12", "\xF0\x9F\x87\xAC");
    INFO(written);
    CHECK(plain_language_tag(written).empty());
}

TEST_CASE("a range of languages takes what is narrower and what is told less exactly", "[text][language]") {
    CHECK(language_among({"en"}, "en-GB"));
    CHECK(language_among({"en"}, "EN_us"));
    CHECK(language_among({"pt-BR"}, "pt-BR"));
    CHECK(language_among({"pt-BR"}, "pt"));
    CHECK(language_among({"de", "en-GB"}, "en_GB"));
    CHECK_FALSE(language_among({"en-GB"}, "en-US"));
    CHECK_FALSE(language_among({"pt-BR"}, "pt-PT"));
    CHECK_FALSE(language_among({"en"}, "enm"));
    CHECK_FALSE(language_among({"de"}, "nds"));
}

TEST_CASE("without ranges, and of a language nobody knows, all is taken", "[text][language]") {
    CHECK(language_among({}, "sv"));
    CHECK(language_among({"en"}, ""));
    CHECK(language_among({"en"}, "English"));
    CHECK(language_among({"en"}, std::string(500, 'e')));
}

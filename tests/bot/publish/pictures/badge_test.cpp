#include "bot/publish/pictures/badge.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <regex>

#include "bot/publish/pictures/embed.h"
#include "bot/publish/pictures/lettering.h"
#include "bot/publish/pictures/share_card.h"
#include "bot/publish/pictures/text_line.h"
#include "tests/bot/publish/pictures/samples.h"

using namespace bot::publish::pictures;
using Catch::Contains;

namespace {

auto const sizes = {BadgeSize::small, BadgeSize::medium, BadgeSize::large};

/// The words that are drawn, lines joined by a space.
std::string read(std::string const& svg) {
    static std::regex const label("aria-label=\"([^\"]*)\"");
    std::string all;
    for (std::sregex_iterator at(svg.begin(), svg.end(), label), end; at != end; ++at)
        all += (*at)[1].str() + " ";
    return all;
}

std::string made(Honour const& honour, BadgeSize size = BadgeSize::large, Look look = Look::light) {
    return badge(test::words(), honour, size, look);
}

}  // namespace

TEST_CASE("a badge says what it is for, the place, the season and how sure that is", "[pictures]") {
    auto const drawn = read(made(test::honour(), GENERATE(from_range(sizes))));
    CHECK_THAT(drawn, Contains("Winner"));
    CHECK_THAT(drawn, Contains("Empathy · small companies"));
    CHECK_THAT(drawn, Contains("1st place, shared"));
    CHECK_THAT(drawn, Contains("Surely 2.0 times the thanks expected"));
    CHECK((drawn.find("Autumn 2026") != drawn.npos || drawn.find("AUTUMN 2026") != drawn.npos));
}

TEST_CASE("a badge speaks the language of its page", "[pictures]") {
    auto const svg = made(test::honour("Osterloh Werkzeuge", "de"), BadgeSize::medium);
    CHECK_THAT(svg, Contains("lang=\"de\""));
    CHECK_THAT(read(svg), Contains("Gewinnerteam · Empathie · kleine Firmen"));
    CHECK_THAT(read(svg), Contains("Sicher das 2,0-Fache des erwarteten Danks"));
}

TEST_CASE("a badge's text alternative has everything in words", "[pictures]") {
    auto const svg = made(test::honour(), GENERATE(from_range(sizes)));
    CHECK_THAT(svg, Contains("role=\"img\""));
    CHECK_THAT(svg, Contains("<title>Hollowbrook Hotels: Winner, Empathy, small companies, 1st place, shared "
                             "(SupportAwards, Autumn 2026)</title>"));
    CHECK_THAT(
        svg,
        Contains("<desc>141 people said thank you. That is surely at least 2.0 times as much as a company "
                 "of its size can expect.</desc>"));
}

TEST_CASE("a score is never said to be surer than it is, and not at all of those only thanked",
          "[pictures]") {
    auto honour = test::honour();
    auto const said = [&](long long low) {
        honour.score->low = low;
        return words_of(test::words(), honour).sure;
    };
    CHECK(said(19'999) == "Surely 1.9 times the thanks expected");
    CHECK(said(1'239'999) == "Surely 123 times the thanks expected");
    CHECK(said(10'001) == "Surely more thanks than expected");
    CHECK(said(9'999) == "");
    honour.kind = Honour::Kind::thanked;
    CHECK(said(30'000) == "");
}

TEST_CASE("who is only thanked has a badge without a place, and it blames nobody", "[pictures]") {
    auto const size = GENERATE(from_range(sizes));
    auto const drawn = read(made(test::thanked(), size));
    CHECK_THAT(drawn, Contains("Thanked"));
    CHECK_THAT(drawn, Contains("9 people said thank you"));
    CHECK_THAT(drawn, !Contains("place") && !Contains("expected"));
}

TEST_CASE("a badge has neither script nor anything from elsewhere, and is the same each time", "[pictures]") {
    auto const size = GENERATE(from_range(sizes));
    auto const look = GENERATE(Look::light, Look::dark);
    auto const svg = made(test::honour(), size, look);
    CHECK_THAT(svg, !Contains("<script") && !Contains("href") && !Contains("url(") && !Contains("@import") &&
                        !Contains("<style") && !Contains("<image") && !Contains("<foreignObject"));
    CHECK(svg == made(test::honour(), size, look));
    CHECK(svg.size() < 80'000);
}

TEST_CASE("a hostile name is only words", "[pictures]") {
    auto const size = GENERATE(from_range(sizes));
    auto honour = test::honour(test::hostile_name);
    honour.season = honour.programme = *(honour.category = test::hostile_name);
    auto const svg = made(honour, size);
    CHECK_THAT(svg, !Contains("<script") && !Contains("<!--") && !Contains("\x01") && !Contains("\u202E"));
    CHECK_THAT(svg, Contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"));
    CHECK_THAT(embed(test::words(), honour, size, "javascript:alert(1)"),
               !Contains("<script") && !Contains("javascript"));
}

TEST_CASE("a name in any script fits its room, whole where it can be", "[pictures]") {
    auto const name = GENERATE(values<std::string>(
        {"Wobbleware", test::long_name, test::arabic_name, test::chinese_name, test::emoji_name,
         std::string(120, 'W'), "Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrik"}));
    Room const room{196, 80, 25, 11, 1.12};
    for (auto const face : {Face::headline, Face::text}) {
        auto const fit = fitted(one_line(name), face, room);
        REQUIRE_FALSE(fit.lines.empty());
        CHECK(fit.size >= room.least);
        CHECK(fit.size * (1 + room.leading * static_cast<double>(fit.lines.size() - 1)) <=
              room.height + 0.01);
        for (auto const& line : fit.lines) CHECK(width_of(line, face) * fit.size <= room.width + 0.01);
    }
}

TEST_CASE("what cannot fit ends in three dots, after a whole character", "[pictures]") {
    std::string family;
    for (int i = 0; i < 40; ++i) family += "👩‍👩‍👧‍👦";
    auto const fit = fitted(family, Face::headline, {100, 14, 14, 11});
    REQUIRE(fit.lines.size() == 1);
    REQUIRE(fit.lines[0].ends_with("…"));
    auto const kept = fit.lines[0].substr(0, fit.lines[0].size() - std::string("…").size());
    for (auto const& grapheme : graphemes(kept)) CHECK(grapheme == "👩‍👩‍👧‍👦");
}

TEST_CASE("letters we have are drawn as outlines, others are left to the viewer's fonts", "[pictures]") {
    auto const line = [](std::string const& text) {
        return drawn(text, {Face::headline, 20, "#000"}, Anchor::start, 0, 20);
    };
    CHECK_THAT(line("Kapitänsmützen Łódź"), Contains("<path") && !Contains("<text"));
    CHECK_THAT(line(test::arabic_name),
               Contains("direction=\"rtl\"") && Contains("text-anchor=\"end\"") && !Contains("<path"));
    CHECK_THAT(line(test::emoji_name), Contains("<path") && Contains(">🐙</text>"));
    CHECK(drawn_on({0, 0, 50, false}, test::chinese_name, {Face::text, 10, "#000"}).empty());
}

TEST_CASE("one line keeps letters and drops what harms", "[pictures]") {
    CHECK(one_line("  two\n\twords \u202Eturned\u202C ") == "two words turned");
    CHECK(one_line("a\u0301\u0301\u0301\u0301\u0301\u0301\u0301z") == "a\u0301\u0301\u0301\u0301z");
    CHECK(one_line("\xff\x07!") == "\uFFFD!");
    CHECK(one_line("می\u200Cخواهم") == "می\u200Cخواهم");
}

TEST_CASE("what is copied into a page is a linked picture and nothing else", "[pictures]") {
    CHECK(
        embed(test::words(), test::thanked(), BadgeSize::small, "https://awards.example/b.svg?a=1&b=2") ==
        "<a href=\"https://awards.example/company/hollowbrook-hotels/\"><img src=\"https://awards.example/b.svg?a=1&amp;b=2\" "
        "alt=\"Sprigly: Thanked (SupportAwards, Autumn 2026)\" width=\"312\" height=\"64\"></a>");
}

TEST_CASE("the card to share names the company, the honour and where to read more", "[pictures]") {
    auto const svg = share_card(test::words(), test::honour());
    CHECK_THAT(svg, Contains("width=\"1200\" height=\"630\""));
    CHECK_THAT(read(svg), Contains("Hollowbrook") && Contains("Winner · Empathy · small companies") &&
                              Contains("awards.example/company/hollowbrook-hotels "));
    SeasonCard const season{"SupportAwards",           "Autumn 2026", 1731, 104, {"A & B", "C", "D", "E"},
                            "https://awards.example/", "en"};
    auto const drawn = read(share_card(test::words(), season));
    CHECK_THAT(drawn, Contains("1,731 people thanked 104 teams") && Contains("A &amp; B "));
    CHECK_THAT(drawn, Contains(" D ") && !Contains(" E "));
}

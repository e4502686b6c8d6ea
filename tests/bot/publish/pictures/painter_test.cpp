#include "bot/publish/pictures/painter.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "bot/publish/pictures/certificate.h"
#include "bot/publish/pictures/share_card.h"
#include "tests/bot/publish/pictures/samples.h"
#include "tests/tools/paths.h"
#include "tests/tools/world.h"

using namespace bot::publish::pictures;
using namespace std::chrono_literals;
using Catch::Contains;

namespace {

Painter painter() {
    return Painter(test::program_file());
}

/// A number of four bytes, as PNG writes it.
unsigned number_at(std::string const& png, std::size_t at) {
    unsigned number = 0;
    for (auto i = at; i < at + 4; ++i) number = number << 8 | static_cast<unsigned char>(png.at(i));
    return number;
}

/// What a program of poppler prints about that PDF.
std::string asked(std::string const& program, std::string const& pdf) {
    test::Folder folder;
    std::ofstream(folder / "a.pdf", std::ios::binary) << pdf;
    auto const command =
        program + " " + (folder / "a.pdf").string() + " " + (program == "pdftotext" ? "-" : "");
    auto* const pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::string said;
    for (int letter; (letter = std::fgetc(pipe)) != EOF;) said += static_cast<char>(letter);
    REQUIRE(::pclose(pipe) == 0);
    return said;
}

/// In the place of our program, a script.
struct Impostor {
    test::Folder folder;
    explicit Impostor(std::string const& does) {
        std::ofstream(folder / "draws") << "#!/bin/sh\n" << does << "\n";
        ::chmod((folder / "draws").c_str(), 0700);
    }
    Painter painter(std::chrono::milliseconds at_most = 20s) const {
        return Painter(folder / "draws", at_most);
    }
};

constexpr auto some_svg = "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>";

}  // namespace

TEST_CASE("the card to share is a PNG of 1200 by 630 pixels, the same each time", "[pictures]") {
    auto const svg = share_card(
        test::words(), test::honour(GENERATE(test::emoji_name, test::arabic_name, test::hostile_name)));
    auto const png = painter().png(svg);
    REQUIRE(png.starts_with("\x89PNG\r\n"));
    CHECK(number_at(png, 16) == 1200);
    CHECK(number_at(png, 20) == 630);
    CHECK(png == painter().png(svg));
}

TEST_CASE("a certificate is one page A4 with its words as words, the same bytes each time", "[pictures]") {
    auto const sheet = certificate(test::words(), test::honour());
    auto const pdf = painter().pdf(sheet);
    auto const info = asked("pdfinfo", pdf), words = asked("pdftotext", pdf);
    CHECK_THAT(info, Contains("Title:           Certificate for Hollowbrook Hotels"));
    CHECK_THAT(info, Contains("Author:          SupportAwards"));
    CHECK_THAT(info, Contains("CreationDate:    Thu Jan 21 00:00:00 2027"));
    CHECK_THAT(info, Contains("Pages:           1\n"));
    CHECK_THAT(info, Contains("(A4)"));
    CHECK_THAT(info, Contains("Tagged:          yes"));
    CHECK_THAT(words, Contains("Hollowbrook Hotels") && Contains("Winner · Empathy · small companies"));
    CHECK_THAT(words,
               Contains("21 January 2027") && Contains("https://awards.example/company/hollowbrook-hotels/"));
    CHECK_THAT(pdf, Contains("/Lang (en)"));
    CHECK_THAT(asked("pdffonts", pdf), Contains("SupportAwards-Headline") && !Contains(" no  no "));
    CHECK(pdf == painter().pdf(sheet));
}

TEST_CASE("a certificate takes names of any script and length, and hostile ones", "[pictures]") {
    auto const name =
        GENERATE(values<std::string>({test::arabic_name, test::chinese_name, test::emoji_name,
                                      test::hostile_name, test::long_name, std::string(120, 'W')}));
    auto honour = test::honour(name);
    honour.page = "https://awards.example/' uri='javascript:alert(1)\\";
    auto const pdf = painter().pdf(certificate(test::words(), honour));
    CHECK_THAT(asked("pdfinfo", pdf), Contains("Pages:           1\n"));
    if (name == test::long_name) CHECK_THAT(asked("pdftotext", pdf), Contains("Wobblethorpe"));
    CHECK_THAT(pdf, !Contains("/URI (javascript"));
}

TEST_CASE("a sheet goes through its text and back", "[pictures]") {
    auto const sheet = certificate(test::words(), test::honour(test::hostile_name, "de"));
    auto const back = sheet_of(to_json(sheet));
    CHECK(to_json(back) == to_json(sheet));
    CHECK(back.day == sheet.day);
    CHECK_THROWS_AS(sheet_of("{\"title\":1}"), std::runtime_error);
    CHECK_THROWS_AS(sheet_of(""), std::runtime_error);
}

TEST_CASE("what is no picture, or too large a one, is an error and nothing more", "[pictures]") {
    auto const svg = GENERATE(
        values<std::string>({"", "not a picture", "<svg xmlns='http://www.w3.org/2000/svg'",
                             "<svg xmlns='http://www.w3.org/2000/svg' width='900000' height='9'/>",
                             "<!DOCTYPE s [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><svg>&b;</svg"}));
    CHECK_THROWS_AS(painter().png(svg), DrawError);
}

TEST_CASE("a picture reads no file of this machine", "[pictures]") {
    test::Folder folder;
    std::ofstream(folder / "red.svg")
        << "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'><rect width='10' height='10' fill='red'/></svg>";
    auto const asking =
        std::string(
            "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'><image width='10' height='10' href='file://") +
        (folder / "red.svg").string() + "'/></svg>";
    CHECK(painter().png(asking) == painter().png(some_svg));
}

TEST_CASE("a child that dies, hangs, fails or says nothing is an error", "[pictures]") {
    CHECK_THROWS_WITH(Impostor("kill -9 $$").painter().png(some_svg), "drawing was ended by signal 9");
    CHECK_THROWS_WITH(Impostor("exec sleep 600").painter(50ms).png(some_svg),
                      "drawing took longer than 50 ms");
    CHECK_THROWS_WITH(Impostor("exec <&- >&-; exec sleep 600").painter(50ms).png(some_svg),
                      "drawing took longer than 50 ms");
    CHECK_THROWS_WITH(Impostor("cat; exit 3").painter().png(some_svg), "the picture could not be drawn");
    CHECK_THROWS_WITH(Impostor("exit 0").painter().png(some_svg), "the picture could not be drawn");
    CHECK_THROWS_WITH(Impostor("exec yes").painter().png(some_svg), "the picture would be too large");
    CHECK_THROWS_AS(Painter("/nowhere/at/all").png(some_svg), DrawError);
}

TEST_CASE("a child that ends before it has read everything stops nobody", "[pictures]") {
    CHECK_THROWS_AS(Impostor("exit 1").painter().png(std::string(4'000'000, 'x')), DrawError);
}

TEST_CASE("the child gets nothing of our environment", "[pictures]") {
    ::setenv("SUPPORTAWARDS_SECRET", "secret", 1);
    auto const seen = Impostor("env").painter().png("");
    ::unsetenv("SUPPORTAWARDS_SECRET");
    CHECK_THAT(seen, Contains("LANG=C.UTF-8") && !Contains("secret"));
}

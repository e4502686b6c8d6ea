#include "bot/notify/mime_message.h"

#include <catch2/catch.hpp>
#include <sstream>

using bot::notify::MimeMessage;
using bot::notify::read_eml;
using bot::notify::to_eml;

namespace {

MimeMessage letter() {
    return {"abc234",
            "awards@example.org",
            "SupportAwards",
            "ana@example.org",
            "Thank you",
            "Hello\n",
            storage::Time(std::chrono::milliseconds(1'788'250'000'000))};
}

void check_lines(std::string const& eml) {
    std::istringstream in(eml);
    for (std::string line; std::getline(in, line);) {
        REQUIRE(line.ends_with('\r'));
        CHECK(line.size() <= 79);
        for (auto const c : line.substr(0, line.size() - 1)) CHECK((c >= 0x20 && c < 0x7F));
    }
}

}  // namespace

TEST_CASE("a letter becomes a mail that any program reads", "[notify]") {
    auto const eml = to_eml(letter());
    CHECK_THAT(eml, Catch::StartsWith("Date: Tue, 1 Sep 2026 08:06:40 +0000\r\n"));
    CHECK_THAT(eml, Catch::Contains("\r\nTo: ana@example.org\r\n"));
    CHECK_THAT(eml, Catch::Contains("\r\nSubject: Thank you\r\n"));
    CHECK_THAT(eml, Catch::Contains("\r\nMessage-ID: <abc234@example.org>\r\n"));
    CHECK_THAT(eml, Catch::Contains("\r\nAuto-Submitted: auto-generated\r\n"));
    CHECK_THAT(eml, Catch::EndsWith("\r\n\r\nHello\r\n\r\n"));
    check_lines(eml);
}

TEST_CASE("letters in all scripts come back as they were", "[notify]") {
    auto one = letter();
    one.from_name = "Prüm, \"Awards\" <x>";
    one.subject =
        "Bestätige deine Nominierung von Møller & Söhne 株式会社サポート — =?UTF-8?B?eA==?= und noch mehr";
    one.body = "Grüße = 100 %\n.\n..\nFrom here\n" + std::string(500, 'x') + " end \n\nüüüü\n";
    auto const eml = to_eml(one);
    check_lines(eml);
    auto const read = read_eml(eml);
    REQUIRE(read);
    CHECK(read->subject == one.subject);
    CHECK(read->body == one.body);
    CHECK(read->to == one.to);
    CHECK(read->from == one.from);
    CHECK(read->id == one.id);
}

TEST_CASE("a header line cannot be slipped into a mail", "[notify]") {
    auto const refused = [](auto change) {
        auto one = letter();
        change(one);
        CHECK_THROWS_AS(to_eml(one), std::invalid_argument);
    };
    refused([](MimeMessage& one) { one.subject = "Hi\r\nBcc: ben@example.org"; });
    refused([](MimeMessage& one) { one.subject = std::string("Hi\0there", 8); });
    refused([](MimeMessage& one) { one.to = "ana@example.org\nBcc: ben@example.org"; });
    refused([](MimeMessage& one) { one.to = "ana@example.org, ben@example.org"; });
    refused([](MimeMessage& one) { one.to = "änä@example.org"; });
    refused([](MimeMessage& one) { one.from_name = "Awards\r\n"; });
    refused([](MimeMessage& one) { one.id = "a b"; });
}

TEST_CASE("what is no mail of ours is not read as one", "[notify]") {
    for (auto const* text :
         {"", "\r\n\r\n", "Subject: x\r\n\r\nbody", "From: a\r\nTo: b\r\nSubject:c\r\nMessage-ID: d\r\n\r\n"})
        CHECK_FALSE(read_eml(text));
}

TEST_CASE("an encoded word never cuts a character", "[notify]") {
    for (std::size_t column = 0; column < 100; ++column) {
        std::string const text = "aä€😀" + std::string(column, 'b') + "ä€😀äääääääääääääääääääääääääääääääää";
        CHECK(bot::notify::decode_header(bot::notify::encode_header(text, column)) == text);
    }
}

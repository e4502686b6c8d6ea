#include "bot/transport/smtp.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "bot/base/keys.h"
#include "tests/fakes/smtp_server.h"

using bot::transport::Smtp;
using bot::transport::SmtpError;
using bot::transport::SmtpSettings;

namespace {

SmtpSettings settings(int port) {
    SmtpSettings settings;
    settings.host = "127.0.0.1";
    settings.port = port;
    settings.security = SmtpSettings::Security::none;
    settings.timeout = std::chrono::seconds(10);
    return settings;
}

constexpr auto message = "Subject: x\r\n\r\nfirst\r\n.hidden dot\r\n..two\r\n";

bool refused(Smtp const& smtp) {
    try {
        smtp.send("awards@example.org", "ana@example.org", message);
    } catch (SmtpError const& error) {
        CHECK_THAT(error.what(), !Catch::Contains("ana"));
        return error.recipient_refused();
    }
    FAIL("the mail was taken");
    return false;
}

}  // namespace

TEST_CASE("a mail server gets the mail as it is", "[notify]") {
    test::SmtpServer server;
    Smtp(settings(server.port())).send("awards@example.org", "ana@example.org", message);
    auto const taken = server.taken();
    REQUIRE(taken.size() == 1);
    CHECK(taken[0].from == "awards@example.org");
    CHECK(taken[0].to == "ana@example.org");
    CHECK(taken[0].message == message);
}

TEST_CASE("a refused recipient is known from a server that is busy", "[notify]") {
    test::SmtpServer server;
    Smtp const smtp(settings(server.port()));
    server.answer_recipient("550 no such person");
    CHECK(refused(smtp));
    server.answer_recipient("451 come back later");
    CHECK_FALSE(refused(smtp));
    server.answer_recipient("250 ok");
    server.answer_message("554 not now");
    CHECK_FALSE(refused(smtp));
}

TEST_CASE("a server without encryption gets nothing when encryption is asked for", "[notify]") {
    test::SmtpServer server;
    auto strict = settings(server.port());
    strict.security = SmtpSettings::Security::starttls;
    CHECK_THROWS_AS(Smtp(strict).send("awards@example.org", "ana@example.org", message), SmtpError);
    for (auto const& command : server.commands()) CHECK_FALSE(command.starts_with("MAIL"));
}

TEST_CASE("an address cannot bring a command of its own", "[notify]") {
    test::SmtpServer server;
    Smtp const smtp(settings(server.port()));
    for (auto const* to : {"ana@example.org>\r\nRCPT TO:<ben@example.org", "ana@example.org\nX",
                           "a b@example.org", "<ana@example.org>", ""})
        CHECK_THROWS_AS(smtp.send("awards@example.org", to, message), std::invalid_argument);
    CHECK(server.commands().empty());
}

TEST_CASE("nobody listening is a failure that may pass", "[notify]") {
    int port = 0;
    { port = test::SmtpServer().port(); }
    CHECK_FALSE(refused(Smtp(settings(port))));
    CHECK_THROWS_AS(Smtp(settings(port)).greet(), SmtpError);
}

TEST_CASE("a server that wants a sign-in gets name and password before the mail", "[notify]") {
    test::SmtpServer server;
    auto signed_in = settings(server.port());
    signed_in.user = "ana";
    signed_in.password = "sesame";
    server.offer_sign_in("235 welcome");
    Smtp(signed_in).send("awards@example.org", "ana@example.org", message);
    CHECK(server.taken().size() == 1);
    auto const said = server.commands();
    auto const secret = std::find(said.begin(), said.end(), bot::to_base64(std::string("\0ana\0sesame", 11)));
    REQUIRE(secret != said.end());
    CHECK_THAT(*std::next(secret), Catch::StartsWith("MAIL FROM:<awards@example.org>"));
}

TEST_CASE("a sign-in that is refused is not the recipient's fault, and its password is not told",
          "[notify]") {
    test::SmtpServer server;
    auto wrong = settings(server.port());
    wrong.user = "ana";
    wrong.password = "sesame";
    server.offer_sign_in("535 no");
    for (bool const greets : {false, true}) try {
            greets ? Smtp(wrong).greet() : Smtp(wrong).send("awards@example.org", "ben@example.org", message);
            FAIL("it was let in");
        } catch (SmtpError const& error) {
            CHECK_FALSE(error.recipient_refused());
            CHECK_THAT(error.what(), !Catch::Contains("sesame") && !Catch::Contains("ana"));
        }
    CHECK(server.taken().empty());
}

TEST_CASE("greeting a mail server sends it no mail", "[notify]") {
    test::SmtpServer server;
    CHECK_NOTHROW(Smtp(settings(server.port())).greet());
    auto const said = server.commands();
    CHECK(std::ranges::count(said, "NOOP") == 1);
    for (auto const& command : said) CHECK_FALSE(command.starts_with("MAIL"));
}

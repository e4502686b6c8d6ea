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

using Fault = SmtpError::Fault;

/// "recipient", "mail" or "server".
std::string whose_fault(Smtp const& smtp) {
    try {
        smtp.send("awards@example.org", "ana@example.org", message);
    } catch (SmtpError const& error) {
        CHECK_THAT(error.what(), !Catch::Contains("ana"));
        return error.fault == Fault::recipient ? "recipient" : error.fault == Fault::mail ? "mail" : "server";
    }
    FAIL("the mail was taken");
    return "";
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

TEST_CASE("only what is wrong with a recipient is final, by the status and not by the digit five",
          "[notify]") {
    test::SmtpServer server;
    Smtp const smtp(settings(server.port()));
    using Row = std::pair<char const*, char const*>;
    for (auto const& [answer, fault] :
         {Row("550 5.1.1 no such person", "recipient"),
          Row("550-5.1.1 no such\r\n550 5.1.1 person", "recipient"),
          Row("550 5.1.2 no such domain", "recipient"), Row("550 5.2.1 closed", "recipient"),
          Row("556 no mail for that domain", "recipient"), Row("554 5.7.1 relay access denied", "server"),
          Row("550 5.7.26 not authenticated", "server"), Row("550 5.1.8 we do not know the sender", "server"),
          Row("550 relay not permitted", "mail"), Row("550 5.1.1.1.1 odd", "mail"),
          Row("550 4.1.1 odd", "mail"), Row("552 5.2.2 full", "mail"),
          Row("451 4.7.1 come back later", "mail")}) {
        INFO(answer);
        server.answer_recipient(answer);
        CHECK(whose_fault(smtp) == fault);
    }
    server.answer_recipient("250 ok");
    server.answer_message("554 5.6.0 not this one");
    CHECK(whose_fault(smtp) == "mail");
    server.answer_message("550 5.7.1 not from you");
    CHECK(whose_fault(smtp) == "server");
}

TEST_CASE("a greeting or a sender that is refused is nobody's fault but ours", "[notify]") {
    test::SmtpServer server;
    Smtp const smtp(settings(server.port()));
    for (auto const* answer : {"550 5.1.1 we know no such sender", "554 5.7.1 not you", "451 4.3.0 busy"}) {
        server.answer_sender(answer);
        CHECK(whose_fault(smtp) == "server");
    }
    for (auto const* answer : {"554 5.7.1 you are on a list", "421 busy"}) {
        server.answer_greeting(answer);
        CHECK(whose_fault(smtp) == "server");
    }
}

TEST_CASE("a server that takes the connection and says nothing is left at the deadline", "[notify]") {
    test::SmtpServer server;
    server.answer_greeting("");
    auto hasty = settings(server.port());
    hasty.timeout = std::chrono::seconds(1);
    CHECK(whose_fault(Smtp(hasty)) == "server");
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
    CHECK(whose_fault(Smtp(settings(port))) == "server");
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
            CHECK(error.fault == Fault::server);
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

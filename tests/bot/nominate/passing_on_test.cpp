#include "bot/nominate/passing_on.h"

#include <catch2/catch.hpp>

#include "bot/nominate/newcomers.h"
#include "bot/notify/mail_transport.h"
#include "bot/notify/mailer.h"
#include "storage/engine/sql.h"
#include "storage/mails.h"
#include "tests/bot/nominate/company_mail.h"
#include "tests/fakes/smtp_server.h"

using namespace std::chrono_literals;
using Catch::Contains;
using Catch::Generators::from_range;
using State = storage::Praise::State;

namespace {

/// A programme whose mails go to a server.
struct Served : test::CompanyMail {
    using test::CompanyMail::CompanyMail;
    static bot::transport::SmtpSettings at(int port) {
        bot::transport::SmtpSettings settings;
        settings.host = "127.0.0.1";
        settings.port = port;
        settings.security = bot::transport::SmtpSettings::Security::none;
        return settings;
    }
    test::SmtpServer server;
    bot::notify::MailServer transport{at(server.port())};
    bot::notify::Mailer mailer{
        world.store, world.keys, world.clock, transport, {"awards@example.org", "Awards"}};
    /// What the server has been given for that address.
    std::vector<bot::notify::MimeMessage> arrived(std::string const& to = "team@hearth.example") const {
        std::vector<bot::notify::MimeMessage> all;
        for (auto const& got : server.taken())
            if (auto const mail = bot::notify::read_eml(got.message); mail && mail->to == to)
                all.push_back(*mail);
        return all;
    }
};

}  // namespace

TEST_CASE("approved words reach the confirmed contact once, with a card and never who wrote them",
          "[nominate][praise]") {
    Served programme(GENERATE(from_range(test::databases())));
    programme.contact();
    programme.approved("ana@gmail.com", "They called me back.\nFor the team · a line like ours");
    CHECK(programme.waits() == 1);
    programme.passing_on.run_once();
    programme.mailer.run_once();
    programme.passing_on.run_once();
    programme.mailer.run_once();
    auto const arrived = programme.arrived();
    REQUIRE(arrived.size() == 2);  // The question, and the praise.
    auto const& mail = arrived[1];
    CHECK(mail.subject == "A new thank-you for the support team of Hearth");
    CHECK_THAT(mail.body, Contains("For Ines · Empathy · September 1, 2026") ||
                              Contains("For Ines · Empathy · 1 September 2026"));
    CHECK_THAT(mail.body, Contains("> They called me back.\n> For the team · a line like ours") &&
                              Contains("/en/card/") && !Contains("ana@") && !Contains("gmail"));
    CHECK_THAT(mail.unsubscribe, Contains("/en/contact/") && Catch::EndsWith("/end"));
    CHECK(programme.waits() == 0);
    auto const again = programme.passed();
    CHECK(again.empty());
}

TEST_CASE("nothing is passed on without the writer, the operator and the contact", "[nominate][praise]") {
    test::CompanyMail programme(GENERATE(from_range(test::databases())));
    SECTION("the writer did not allow it") {
        programme.contact();
        auto const link = programme.praise("ana@gmail.com", "Thanks.", "Ines", false);
        CHECK_FALSE(programme.approve(programme.id_of(link)));
        CHECK(programme.waits() == 0);
    }
    SECTION("no operator has read it") {
        programme.contact();
        programme.praise("ana@gmail.com");
        CHECK(programme.waits() == 1);
    }
    SECTION("an operator keeps it back") {
        programme.contact();
        auto const link = programme.praise("ana@gmail.com");
        REQUIRE(programme.passing_on.keep(programme.id_of(link)));
        CHECK(programme.waits() == 0);
    }
    SECTION("there is no contact") {
        programme.approved("ana@gmail.com");
        CHECK(programme.waits() == 1);
    }
    SECTION("the contact has not confirmed") {
        programme.approved("ana@gmail.com");
        REQUIRE(programme.contacts.ask(programme.asks(), "192.0.2.77", "en").empty());
    }
    SECTION("the contact chose never") {
        programme.contact("team@hearth.example", false);
        programme.approved("ana@gmail.com");
    }
    SECTION("the contact has ended it") {
        auto const link = programme.contact();
        programme.approved("ana@gmail.com");
        REQUIRE(programme.contacts.end(link, "en"));
    }
    programme.world.clock.advance(24h * 8);
    CHECK(programme.passed().empty());
}

TEST_CASE("an approval is of the words that were read", "[nominate][praise]") {
    test::CompanyMail programme(GENERATE(from_range(test::databases())));
    programme.contact();
    auto const first = programme.praise("ana@gmail.com", "They called me back.");
    auto const id = programme.id_of(first);
    auto const read = bot::nominate::passed_words(programme.world.keys, programme.row(id))->sha256;
    SECTION("they change before the operator presses") {
        REQUIRE(programme.id_of(programme.praise("ana@gmail.com", "Buy pills.")) == id);
        CHECK_FALSE(programme.passing_on.approve(id, read));
    }
    SECTION("they change after") {
        REQUIRE(programme.passing_on.approve(id, read));
        CHECK_FALSE(programme.passing_on.approve(id, read));
        REQUIRE(programme.id_of(programme.praise("ana@gmail.com", "Buy pills.")) == id);
    }
    SECTION("another person is named") {
        REQUIRE(programme.passing_on.approve(id, read));
        programme.praise("ana@gmail.com", "They called me back.", "Buy pills");
    }
    CHECK(programme.passed().empty());
    CHECK(programme.waits() == 1);
}

TEST_CASE("a contact gets a mail a week at most, the oldest thanks first", "[nominate][praise]") {
    Served programme(GENERATE(from_range(test::databases())));
    programme.contact();
    programme.approved("ana@gmail.com", "First.");
    REQUIRE(programme.passed().size() == 1);
    programme.mailer.run_once();
    programme.approved("ben@gmail.com", "Second.");
    programme.approved("cyd@gmail.com", "Third.");
    programme.world.clock.advance(24h * 7 - 1s);
    CHECK(programme.passed().empty());
    programme.world.clock.advance(1s);
    auto const mail = programme.passed().at(0);
    CHECK(mail.subject == "2 new thank-yous for the support team of Hearth");
    CHECK(mail.body.find("> Second.") < mail.body.find("> Third."));
    CHECK_THAT(mail.body, !Contains("First."));
}

TEST_CASE("what is taken back while its mail waits is taken out of it, and the rest arrives once",
          "[nominate][praise]") {
    Served programme(GENERATE(from_range(test::databases())));
    programme.contact();
    programme.mailer.run_once();
    auto const ana = programme.approved("ana@gmail.com", "Ana's words.");
    auto const ben = programme.approved("ben@gmail.com", "Ben's words.");
    programme.mailer.run_once();
    auto const before = programme.passed().at(0);
    auto const card = before.link("/card/");
    auto const id = programme.id_of(ben);
    SECTION("erased") {
        REQUIRE(programme.nominations.erase(ben, "en"));
    }
    SECTION("withdrawn") {
        REQUIRE(programme.nominations.withdraw(ben, "en"));
    }
    SECTION("void") {
        REQUIRE(programme.nominations.void_nomination(id, "abuse"));
    }
    SECTION("kept back") {
        REQUIRE(programme.passing_on.keep(id));
    }
    SECTION("its story hidden") {
        programme.world.store.write(
            [&](storage::Write& write) { storage::stories::hide(write, id, programme.world.clock.now()); });
    }
    SECTION("other words") {
        programme.praise("ben@gmail.com", "Other words.");
    }
    CHECK_FALSE(programme.passing_on.card(card));
    programme.mailer.run_once();
    for (auto const& mail : programme.arrived()) CHECK_THAT(mail.body, !Contains("words."));
    programme.passing_on.run_once();
    programme.mailer.run_once();
    programme.passing_on.run_once();
    programme.mailer.run_once();
    int with_ana = 0;
    for (auto const& mail : programme.arrived()) {
        CHECK_THAT(mail.body, !Contains("Ben's words.") && !Contains("Other words."));
        if (mail.body.find("Ana's words.") != std::string::npos) ++with_ana;
    }
    CHECK(with_ana == 1);
    CHECK(programme.row_of(ana).state == State::passed);
}

TEST_CASE("a mail that lost all it had does not leave", "[nominate][praise]") {
    Served programme(GENERATE(from_range(test::databases())));
    programme.contact();
    auto const ana = programme.approved("ana@gmail.com");
    programme.mailer.run_once();
    auto const before = programme.arrived().size();
    REQUIRE(programme.passed().size() == 1);
    REQUIRE(programme.nominations.erase(ana, "en"));
    programme.passing_on.run_once();
    programme.mailer.run_once();
    CHECK(programme.arrived().size() == before);
    CHECK(storage::mails::counts(programme.world.store).waiting == 0);
}

TEST_CASE("words that are erased between the round's beginning and their turn do not leave",
          "[nominate][praise]") {
    test::CompanyMail programme(GENERATE(from_range(test::databases())));
    programme.contact();
    auto const ana = programme.approved("ana@gmail.com");
    REQUIRE(programme.passed().size() == 1);
    auto const due = storage::mails::due(programme.world.store, programme.world.clock.now(), 100);
    REQUIRE(programme.nominations.erase(ana, "en"));
    auto const contact = storage::company_contacts::confirmed_of(programme.world.store, programme.hearth);
    for (auto const& mail : due)
        if (mail.id == contact->last_mail)
            CHECK_FALSE(programme.world.store.write([&](storage::Write& write) {
                return storage::mails::take(write, mail, programme.world.clock.now() + 10min);
            }));
}

TEST_CASE("a contact that ends while its mail waits gets none, and the next one gets all",
          "[nominate][praise]") {
    Served programme(GENERATE(from_range(test::databases())));
    auto const link = programme.contact();
    programme.mailer.run_once();
    programme.approved("ana@gmail.com", "Ana's words.");
    REQUIRE(programme.passed().size() == 1);
    REQUIRE(programme.contacts.end(link, "en"));
    CHECK(programme.waits() == 1);
    programme.contact("ben@hearth.example");
    programme.passing_on.run_once();
    programme.mailer.run_once();
    for (auto const& mail : programme.arrived()) CHECK_THAT(mail.body, !Contains("Ana's words."));
    CHECK_THAT(programme.arrived("ben@hearth.example").back().body, Contains("Ana's words."));
}

TEST_CASE("a contact whose mail can never arrive ends, and its praise waits for another",
          "[nominate][praise]") {
    Served programme(GENERATE(from_range(test::databases())));
    programme.contact();
    programme.mailer.run_once();
    auto const ana = programme.approved("ana@gmail.com");
    programme.mailer.run_once();
    programme.passing_on.run_once();
    programme.server.answer_recipient("550 5.1.1 no such user");
    programme.mailer.run_once();
    programme.world.clock.advance(24h * 7);
    programme.passing_on.run_once();
    CHECK_FALSE(storage::company_contacts::confirmed_of(programme.world.store, programme.hearth));
    CHECK(programme.row_of(ana).state == State::approved);
    CHECK(programme.waits() == 1);
}

TEST_CASE("a card shows the words, the day and the first name, and ends with the nomination",
          "[nominate][praise]") {
    Served programme(GENERATE(from_range(test::databases())));
    programme.contact();
    auto const ana = programme.approved("ana@gmail.com", "They called me back.");
    auto const token = programme.passed().at(0).link("/card/");
    programme.mailer.run_once();
    auto const card = programme.passing_on.card(token);
    REQUIRE(card);
    CHECK(card->company == "Hearth");
    CHECK(card->person == "Ines");
    CHECK(card->words == "They called me back.");
    CHECK(card->day == "2026-09-01");
    CHECK_FALSE(programme.passing_on.card("zzzz"));
    CHECK_FALSE(programme.passing_on.card(""));
    auto const id = programme.id_of(ana);
    SECTION("erased") {
        REQUIRE(programme.nominations.erase(ana, "en"));
    }
    SECTION("withdrawn") {
        REQUIRE(programme.nominations.withdraw(ana, "en"));
    }
    SECTION("void") {
        REQUIRE(programme.nominations.void_nomination(id, "abuse"));
    }
    SECTION("kept back") {
        REQUIRE(programme.passing_on.keep(id));
    }
    SECTION("erased after the season") {
        programme.world.clock.advance(24h * 100);
        REQUIRE(programme.nominations.erase(ana, "en"));
    }
    CHECK_FALSE(programme.passing_on.card(token));
}

TEST_CASE("a company hears that it did not end well only if the writer agrees", "[nominate][praise]") {
    Served programme(GENERATE(from_range(test::databases())));
    programme.contact();
    auto const words = GENERATE(as<std::string>{}, "no", "partly", "yes");
    auto const agrees = GENERATE(true, false);
    programme.praise("ana@gmail.com", "They called me back.", "Ines", false);
    programme.world.clock.advance(24h * 14);
    programme.follow_ups.run_once();
    auto const question = programme.waiting_for("ana@gmail.com").back().link("/follow-up/");
    REQUIRE(programme.follow_ups.answer(question, words, agrees));
    auto const passed = programme.passed();
    REQUIRE(passed.size() == (agrees && words != "yes" ? 1 : 0));
    if (passed.empty()) return;
    CHECK_THAT(passed[0].body, Contains(words == "no" ? "it did not end well." : "only in part.") &&
                                   !Contains("called me back") && !Contains("Ines"));
    programme.mailer.run_once();
    programme.world.clock.advance(24h * 8);
    CHECK(programme.passed().empty());
}

TEST_CASE("of a name that was promised to the company before, only the name goes", "[nominate][praise]") {
    test::CompanyMail programme(GENERATE(from_range(test::databases())));
    programme.contact();
    auto const link = programme.praise("ana@gmail.com", "Private words.");
    programme.world.store.write([&](storage::Write& write) {
        auto row = programme.row(programme.id_of(link));
        row.pass_on = storage::Nomination::PassOn::name;
        storage::nominations::update(write, row);
    });
    REQUIRE(programme.approve(programme.id_of(link)));
    auto const mail = programme.passed().at(0);
    CHECK_THAT(mail.body, Contains("For Ines") && !Contains("Private words"));
}

TEST_CASE("praise follows its company when that becomes another's", "[nominate][praise]") {
    test::CompanyMail programme(GENERATE(from_range(test::databases())));
    bot::nominate::Newcomers newcomers(programme.world.store, programme.world.clock);
    auto const kiln = test::add_company_at(programme.world.store, "Kiln", "kiln.example");
    programme.contact();
    auto form = programme.form("Kiln", "ana@gmail.com");
    form.may_pass = true;
    auto const id = programme.thank(form).id;
    REQUIRE(programme.approve(id));
    CHECK(storage::praise::waiting_for(programme.world.store, kiln)->praise == 1);
    REQUIRE(newcomers.merge(kiln, programme.hearth));
    CHECK(storage::praise::waiting_for(programme.world.store, kiln)->praise == 0);
    CHECK(programme.waits() == 1);
    CHECK_THAT(programme.passed().at(0).body, Contains("They called me back on a Sunday."));
}

TEST_CASE("what was never delivered is listed by company, the most thanked first, some at a time",
          "[nominate][praise]") {
    test::CompanyMail programme(GENERATE(from_range(test::databases())));
    programme.praise("ana@gmail.com");
    std::vector<storage::CompanyId> others;
    for (auto const* name : {"Kiln", "Kettle"}) {
        others.push_back(test::add_company_at(programme.world.store, name, "other.example"));
        auto form = programme.form(name, "ana@gmail.com");
        form.may_pass = true;
        programme.thank(form);
    }
    programme.world.store.write([&](storage::Write& write) {
        write.session() << "update companies set thanked = case name when 'Kettle' then 9 else 3 end";
    });
    auto const first = storage::praise::waiting(programme.world.store, false, 2);
    REQUIRE(first.size() == 2);
    CHECK(first[0].name == "Kettle");
    CHECK(first[0].praise == 1);
    auto const rest = storage::praise::waiting(programme.world.store, false, 2, first[1]);
    CHECK(rest.size() == 1);
    CHECK(storage::praise::waiting(programme.world.store, true, 2).empty());
    programme.contact();
    CHECK(storage::praise::waiting(programme.world.store, true, 2).at(0).company == programme.hearth);
    CHECK(storage::praise::waiting(programme.world.store, false, 9).size() == 2);
}

#include "bot/nominate/announcement.h"

#include <catch2/catch.hpp>

#include "tests/bot/nominate/company_mail.h"

using namespace std::chrono_literals;
using Catch::Contains;
using Catch::Generators::from_range;

namespace {

std::string const page = "http://127.0.0.1:8080/2026/winners/";

/// Confirmed; who is told of the result if they wish.
std::string nominate(test::CompanyMail& programme, std::string const& mail, std::string const& company,
                     bool wish) {
    auto form = programme.form(company, mail);
    form.tell_result = wish;
    auto const link = programme.send(form);
    programme.nominations.confirm(link, "en");
    return link;
}

/// Mails about the result that wait for that address.
std::size_t told(test::CompanyMail const& programme, std::string const& mail) {
    std::size_t many = 0;
    for (auto const& letter : programme.waiting_for(mail))
        if (letter.subject.find("Who won") == 0) ++many;
    return many;
}

void tell_all(test::CompanyMail& programme) {
    storage::NominationId after;
    while (programme.announcement.tell_nominators("2026", page, after)) {
    }
}

}  // namespace

TEST_CASE("a company's contact hears once what it is honoured for, with badge and certificate",
          "[nominate][announcement]") {
    test::CompanyMail programme(GENERATE(from_range(test::databases())));
    bot::nominate::Honour const honour{
        programme.hearth, {{"Winner: Empathy", page, page + "badge.svg", page + "certificate.pdf"}}};
    CHECK_FALSE(programme.announcement.tell_company("2026", honour));
    REQUIRE(programme.contacts.ask(programme.asks(), "192.0.2.77", "en").empty());
    CHECK_FALSE(programme.announcement.tell_company("2026", honour));
    auto const link = programme.contact("ana@hearth.example", false);
    CHECK(programme.announcement.language_of(programme.hearth) == "en");
    CHECK_FALSE(programme.announcement.tell_company("2026", {programme.hearth, {}}));
    CHECK(programme.announcement.tell_company("2026", honour));
    CHECK_FALSE(programme.announcement.tell_company("2026", honour));
    auto const mail = programme.waiting_for("ana@hearth.example").back();
    CHECK(mail.subject == "Hearth is honoured: Autumn 2026");
    CHECK_THAT(mail.body, Contains("Winner: Empathy") && Contains(page + "badge.svg") &&
                              Contains(page + "certificate.pdf") && Contains("/en/contact/" + link));
}

TEST_CASE("who wished it is told once who won, whatever they nominated", "[nominate][announcement]") {
    test::CompanyMail programme(GENERATE(from_range(test::databases())));
    nominate(programme, "ana@gmail.com", "Hearth", true);
    nominate(programme, "ana@gmail.com", "Kiln", true);
    nominate(programme, "ben@gmail.com", "Hearth", false);
    auto const cyd = nominate(programme, "cyd@gmail.com", "Hearth", true);
    auto const dan = nominate(programme, "dan@gmail.com", "Hearth", true);
    REQUIRE(programme.nominations.withdraw(cyd, "en"));
    REQUIRE(programme.nominations.erase(dan, "en"));
    tell_all(programme);
    tell_all(programme);
    CHECK(told(programme, "ana@gmail.com") == 1);
    for (auto const* mail : {"ben@gmail.com", "cyd@gmail.com", "dan@gmail.com"})
        CHECK(told(programme, mail) == 0);
    CHECK_THAT(programme.waiting_for("ana@gmail.com").back().body, Contains(page));
}

TEST_CASE("an address that is kept for the result is forgotten when its time is over",
          "[nominate][announcement]") {
    test::CompanyMail programme(GENERATE(from_range(test::databases())));
    auto const ana = programme.id_of(nominate(programme, "ana@gmail.com", "Hearth", true));
    nominate(programme, "ana@gmail.com", "Kiln", true);
    auto const ben = programme.id_of(nominate(programme, "ben@gmail.com", "Hearth", false));
    programme.world.clock.advance(24h * 121);  // The season closed 32 days ago.
    programme.nominations.run_once();
    CHECK(programme.row(ana).sealed_mail);
    CHECK(programme.row(ana).person_hash == ana.text());
    CHECK_FALSE(programme.row(ben).sealed_mail);
    tell_all(programme);
    CHECK(told(programme, "ana@gmail.com") == 1);
    CHECK(programme.count("told") == 1);
    programme.world.clock.advance(24h * 30);
    programme.nominations.run_once();
    CHECK_FALSE(programme.row(ana).sealed_mail);
    CHECK(programme.count("told") == 0);
}

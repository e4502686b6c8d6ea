#include "bot/nominate/contacts.h"

#include <catch2/catch.hpp>

#include "bot/base/user_error.h"
#include "bot/nominate/newcomers.h"
#include "storage/engine/sql.h"
#include "storage/mails.h"
#include "storage/operators.h"
#include "tests/bot/nominate/company_mail.h"

using namespace std::chrono_literals;
using bot::nominate::not_theirs;
using bot::nominate::read_address;
using Catch::Contains;
using Catch::Generators::from_range;

namespace {

std::string wrong(std::string const& mail, std::string const& domain) {
    storage::Company company;
    if (!domain.empty()) company.domain = domain;
    auto const address = read_address(mail);
    return address ? not_theirs(*address, company) : "no address";
}

std::vector<std::string> keys_of(std::vector<bot::nominate::Mistake> const& mistakes) {
    std::vector<std::string> all;
    for (auto const& mistake : mistakes) all.push_back(mistake.message);
    return all;
}

std::optional<storage::CompanyContact> confirmed(test::CompanyMail const& programme) {
    return storage::company_contacts::confirmed_of(programme.world.store, programme.hearth);
}

}  // namespace

TEST_CASE("only an address at the company's own domain is the company's", "[nominate][contacts]") {
    CHECK(wrong("team@hearth.example", "hearth.example") == "");
    CHECK(wrong("team@help.hearth.example", "www.hearth.example/en/") == "");
    CHECK(wrong("team@hearth.co.uk", "shop.hearth.co.uk") == "");
    CHECK(wrong("team@xn--bcher-kva.example", "Bücher.example") == "");
    CHECK(wrong("team@bücher.example", "bücher.example") == "");
    CHECK(wrong("team@hearth.example", "https://hearth.example") == "");

    auto const other = "contact.error.other_domain";
    CHECK(wrong("team@evil.example", "hearth.example") == other);
    CHECK(wrong("team@hearth.example.evil.test", "hearth.example") == other);
    CHECK(wrong("team@nothearth.example", "hearth.example") == other);
    CHECK(wrong("team@other.co.uk", "hearth.co.uk") == other);
    // A name below one that lets others have names is somebody else's.
    CHECK(wrong("me@evil.github.io", "hearth.github.io") == other);
    CHECK(wrong("me@github.io", "hearth.github.io") == other);
    CHECK(wrong("me@evil.github.io", "github.io") == other);
    // The first letter is Cyrillic.
    CHECK(wrong("team@һearth.example", "hearth.example") == other);
    CHECK(wrong("team@hearth.example", "http://") == "contact.error.no_domain");
    CHECK(wrong("team@hearth.example", "") == "contact.error.no_domain");
    // The provider's own mailboxes are everybody's.
    CHECK(wrong("team@gmail.com", "gmail.com") == "contact.error.provider");
    CHECK(wrong("hearth@gmail.com", "hearth.example") == "contact.error.provider");

    for (auto const* hostile :
         {"team@hearth.example\r\nBcc: all@evil.example", "team@hearth.example,me@evil.example",
          "<team@hearth.example>", "\"a b\"@hearth.example", "team@hearth.example@evil.example", "@", "",
          "team@[127.0.0.1]", "team@hearth.example>\nRCPT TO:<me@evil.example>"})
        CHECK(wrong(hostile, "hearth.example") == "no address");
}

TEST_CASE("nobody is a contact before the address agreed, and the answer is the same for all",
          "[nominate][contacts]") {
    test::CompanyMail programme(GENERATE(from_range(test::databases())));
    REQUIRE(programme.contacts.ask(programme.asks(), "192.0.2.77", "de").empty());
    CHECK_FALSE(confirmed(programme));
    auto const letter = programme.waiting_for("team@hearth.example").at(0);
    CHECK_THAT(letter.subject, Contains("Hearth"));
    CHECK_THAT(letter.body, Contains("/de/contact/"));
    auto const link = letter.link("/contact/");
    CHECK_FALSE(programme.contacts.confirm("zzzz", true, "en"));
    CHECK(programme.contacts.find(link)->contact.state == storage::CompanyContact::State::asked);
    REQUIRE(programme.contacts.confirm(link, false, "en"));
    CHECK_FALSE(confirmed(programme)->weekly);
    CHECK(programme.contacts.shown(*confirmed(programme)) == "t…@hearth.example");
    REQUIRE(programme.contacts.confirm(link, true, "en"));
    CHECK(confirmed(programme)->weekly);
    CHECK(programme.contacts.ask(programme.asks("other@hearth.example"), "192.0.2.77", "de").empty());
    CHECK(confirmed(programme)->weekly);
}

TEST_CASE("an address is sealed, found by a keyed hash, and gone once it has ended", "[nominate][contacts]") {
    test::CompanyMail programme(GENERATE(from_range(test::databases())));
    auto const link = programme.contact();
    auto const row = confirmed(programme).value();
    CHECK(row.sealed_address->find("hearth") == std::string::npos);
    CHECK(row.address_hash.size() == 64);
    CHECK(row.link_hash.find(link) == std::string::npos);
    REQUIRE(programme.contacts.end(link, "en"));
    CHECK_FALSE(programme.contacts.end(link, "en"));
    CHECK_FALSE(programme.contacts.find(link));
    CHECK_FALSE(programme.contacts.confirm(link, true, "en"));
    auto const ended = storage::company_contacts::find(programme.world.store, row.id).value();
    CHECK(ended.state == storage::CompanyContact::State::ended);
    CHECK(ended.end_reason == storage::CompanyContact::End::asked);
    CHECK((!ended.sealed_address && !ended.sealed_link && ended.address_hash.empty()));
}

TEST_CASE("what a form for a contact gets wrong is said, and nothing is sent", "[nominate][contacts]") {
    test::CompanyMail programme;
    test::add_company(programme.world.store, "Kettle");
    test::add_company(programme.world.store, "Newcomer", storage::Company::State::pending);
    auto const ask = [&](bot::nominate::ContactForm const& form) {
        return keys_of(programme.contacts.ask(form, "192.0.2.77", "en"));
    };
    using All = std::vector<std::string>;
    CHECK(ask(programme.asks("a@hearth.example", "Nobody")) == All{"contact.error.company"});
    CHECK(ask(programme.asks("a@hearth.example", "Newcomer")) == All{"contact.error.company"});
    CHECK(ask(programme.asks("a@hearth.example", "Kettle")) == All{"contact.error.no_domain"});
    CHECK(ask(programme.asks("")) == All{"contact.error.mail_missing"});
    CHECK(ask(programme.asks("a@hearth.example\r\nBcc: b@evil.example")) == All{"form.error.mail"});
    CHECK(ask(programme.asks("a@evil.example")) == All{"contact.error.other_domain"});
    auto trap = programme.asks();
    trap.website = "https://evil.example";
    CHECK(ask(trap) == All{"form.error.look_again"});
    auto rushed = programme.asks();
    rushed.started = bot::nominate::started_stamp(programme.world.keys, programme.world.clock.now());
    CHECK(ask(rushed) == All{"form.error.look_again"});
    CHECK(programme.letters().empty());
    CHECK(programme.count("company_contacts") == 0);
}

TEST_CASE("a stranger cannot fill a team's mailbox", "[nominate][contacts]") {
    test::CompanyMail programme(GENERATE(from_range(test::databases())));
    auto const ask = [&](std::string const& mail, std::string const& client) {
        return programme.contacts.ask(programme.asks(mail), client, "en").empty();
    };
    SECTION("one mailbox, by whatever marks") {
        for (auto const* mail : {"team@hearth.example", "team+1@hearth.example", "te.am@hearth.example"})
            CHECK(ask(mail, "192.0.2.77"));
        CHECK_THROWS_AS(ask("team+2@hearth.example", "192.0.2.77"), bot::UserError);
    }
    SECTION("one company, from everywhere") {
        for (int i = 0; i < 5; ++i)
            CHECK(ask("p" + std::to_string(i) + "@hearth.example", "198.51." + std::to_string(i) + ".1"));
        CHECK_THROWS_AS(ask("p9@hearth.example", "203.0.113.1"), bot::UserError);
        programme.world.clock.advance(24h);
        CHECK(ask("p9@hearth.example", "203.0.113.1"));
    }
}

TEST_CASE("a link that nobody opened expires and leaves nothing", "[nominate][contacts]") {
    test::CompanyMail programme(GENERATE(from_range(test::databases())));
    REQUIRE(programme.contacts.ask(programme.asks(), "192.0.2.77", "en").empty());
    auto const link = programme.waiting_for("team@hearth.example").at(0).link("/contact/");
    programme.world.clock.advance(24h * 7);
    CHECK_FALSE(programme.contacts.find(link));
    CHECK_FALSE(programme.contacts.confirm(link, true, "en"));
    programme.contacts.run_once();
    CHECK(programme.count("company_contacts") == 0);
}

TEST_CASE("asking again makes the first link lead nowhere", "[nominate][contacts]") {
    test::CompanyMail programme(GENERATE(from_range(test::databases())));
    REQUIRE(programme.contacts.ask(programme.asks(), "192.0.2.77", "en").empty());
    programme.world.clock.advance(1ms);
    REQUIRE(programme.contacts.ask(programme.asks("TEAM@hearth.example"), "192.0.2.77", "en").empty());
    auto const first = programme.waiting_for("team@hearth.example").at(0).link("/contact/");
    CHECK_FALSE(programme.contacts.find(first));
    CHECK(programme.count("company_contacts") == 1);
}

TEST_CASE("a new contact takes the place of the old one, which is told", "[nominate][contacts]") {
    test::CompanyMail programme(GENERATE(from_range(test::databases())));
    auto const first = programme.contact("ana@hearth.example");
    programme.contact("ben@hearth.example");
    CHECK(programme.contacts.shown(*confirmed(programme)) == "b…@hearth.example");
    CHECK_FALSE(programme.contacts.find(first));
    CHECK_THAT(programme.waiting_for("ana@hearth.example").back().subject, Contains("another address"));
}

TEST_CASE("a lead enters an address elsewhere only by saying whose it is, and it is asked too",
          "[nominate][contacts]") {
    test::CompanyMail programme(GENERATE(from_range(test::databases())));
    storage::Operator lead;
    lead.id = storage::OperatorId::random();
    lead.name = "Lea";
    programme.world.store.write([&](storage::Write& write) { storage::operators::add(write, lead); });
    auto const enter = [&](std::string const& mail, bool checked) {
        return programme.contacts.enter(programme.hearth, mail, "en", checked, lead.id);
    };
    CHECK(enter("hearth@gmail.com", false) == "contact.error.check");
    CHECK(enter("hearth@gmail.com\nBcc: a@b.example", true) == "form.error.mail");
    CHECK(programme.letters().empty());
    CHECK(enter("hearth@gmail.com", true) == "");
    CHECK_FALSE(confirmed(programme));
    auto const link = programme.waiting_for("hearth@gmail.com").at(0).link("/contact/");
    REQUIRE(programme.contacts.confirm(link, true, "en"));
    CHECK(confirmed(programme)->entered_by == lead.id);
    CHECK(enter("team@hearth.example", false) == "");
    programme.contacts.end_all(programme.hearth);
    CHECK_FALSE(confirmed(programme));
    CHECK(programme.count("company_contacts") == 1);
}

TEST_CASE("the contact of a company that became another's asks in the other's name", "[nominate][contacts]") {
    test::CompanyMail programme(GENERATE(from_range(test::databases())));
    bot::nominate::Newcomers newcomers(programme.world.store, programme.world.clock);
    auto const kiln = test::add_company_at(programme.world.store, "Kiln", "kiln.example");
    REQUIRE(programme.contacts.ask(programme.asks("a@kiln.example", "Kiln"), "192.0.2.77", "en").empty());
    auto const link = programme.waiting_for("a@kiln.example").at(0).link("/contact/");
    REQUIRE(newcomers.merge(kiln, programme.hearth));
    CHECK(programme.contacts.find(link)->company.id == programme.hearth);
    REQUIRE(programme.contacts.confirm(link, true, "en"));
    CHECK(confirmed(programme));
}

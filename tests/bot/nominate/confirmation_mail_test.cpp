#include "bot/nominate/confirmation_mail.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <set>
#include <thread>

#include "bot/base/user_error.h"
#include "storage/mails.h"
#include "tests/bot/nominate/builders.h"

using namespace std::chrono_literals;
using Catch::Contains;
using Catch::Generators::from_range;
using State = storage::Nomination::State;

namespace {

/// A programme that gets forms by numbers.
struct Flood : test::Programme {
    explicit Flood(std::string const& engine = "sqlite", bot::nominate::Settings const& settings = {})
        : Programme(engine, settings) {}

    /// From a network of its own each; the form is accepted, or the test ends.
    void send(std::string const& mail, int network, std::string const& company = "Hearth") {
        auto const client = "2001:db8:" + std::to_string(network) + "::1";
        REQUIRE(nominations.submit(form(company, mail), {client, "en"}).empty());
    }
    /// What may leave by now, taken as sent.
    std::vector<test::MimeMessage> leave() {
        auto const mails = storage::mails::due(world.store, world.clock.now(), 1'000);
        std::vector<test::MimeMessage> left;
        for (auto const& mail : mails) {
            auto const text = world.keys.open(mail.sealed_text.value()).value();
            auto const line = text.find('\n');
            left.push_back({world.keys.open(mail.sealed_to.value()).value(), text.substr(0, line),
                            text.substr(line + 1)});
            world.store.write(
                [&](storage::Write& write) { storage::mails::sent(write, mail.id, world.clock.now()); });
        }
        return left;
    }
    static std::set<std::string> links(std::vector<test::MimeMessage> const& mails) {
        std::set<std::string> found;
        for (auto const& mail : mails)
            for (auto at = mail.body.find("/confirm/"); at != mail.body.npos;
                 at = mail.body.find("/confirm/", at + 1))
                found.insert(mail.body.substr(at + 9, mail.body.find('\n', at) - at - 9));
        return found;
    }
    long long waiting() const { return storage::mails::counts(world.store).waiting; }
};

}  // namespace

TEST_CASE("three hundred forms for one mailbox are accepted, and nine mails leave that day",
          "[nominate][pace]") {
    Flood flood(GENERATE(from_range(test::databases())));
    for (int i = 0; i < 300; ++i) {
        auto const mark = std::to_string(i);
        flood.send((i % 2 == 0 ? "v.ictim+" : "vic-tim+") + mark + "@w" + mark + ".firm.example", i / 3);
    }
    auto const today = flood.leave();
    CHECK(today.size() == 9);
    CHECK(flood.waiting() == 3);  // A hundred links each, but for those that left.
    auto links = Flood::links(today);
    for (int day = 0; day < 2; ++day) {
        flood.world.clock.advance(24h);
        links.merge(Flood::links(flood.leave()));
    }
    CHECK(links.size() == 300);
    for (auto const& link : links) CHECK(flood.nominations.find(link)->state == State::unconfirmed);
    CHECK(flood.waiting() == 0);
}

TEST_CASE("strangers' forms do not hold back the owner's mail", "[nominate][pace]") {
    Flood flood(GENERATE(from_range(test::databases())));
    for (int i = 0; i < 20; ++i) flood.send("ana@firm.example", 1, "Company " + std::to_string(i));
    CHECK(flood.leave().size() == 3);
    flood.send("ana@firm.example", 2);
    auto const own = flood.leave();
    REQUIRE(own.size() == 1);
    // Who reads the mailbox gets what waits for it at once, and begins again.
    CHECK(flood.nominations.confirm(own[0].link("/confirm/"), "en")->state == State::counted);
    auto const rest = flood.leave();
    REQUIRE(rest.size() == 1);
    CHECK(Flood::links(rest).size() == 17);
    for (int i = 0; i < 3; ++i) flood.send("ana@firm.example", 2, "Own " + std::to_string(i));
    CHECK(flood.leave().size() == 3);
}

TEST_CASE("a link works for its whole week from when its mail leaves", "[nominate][pace]") {
    Flood flood;
    for (int i = 0; i < 4; ++i) flood.send("ana@firm.example", 1, "Company " + std::to_string(i));
    flood.leave();
    flood.world.clock.advance(24h);
    auto const late = flood.leave();
    REQUIRE(late.size() == 1);
    flood.world.clock.advance(24h * 7 - 1ms);
    CHECK(flood.nominations.confirm(late[0].link("/confirm/"), "en")->state == State::counted);
}

TEST_CASE("mails to one small domain leave by the hour, those to a public provider do not wait for it",
          "[nominate][pace]") {
    bot::nominate::Settings settings;
    settings.pace.to_domain_an_hour = 10;
    Flood flood(GENERATE(from_range(test::databases())), settings);
    for (int i = 0; i < 25; ++i) {
        auto const number = std::to_string(i);
        flood.send("x" + number + "@s" + number + ".firm.example", i);
        flood.send("x" + number + "@gmail.com", i);
    }
    CHECK(flood.leave().size() == 10 + 25);
    flood.world.clock.advance(1h);
    CHECK(flood.leave().size() == 10);
    flood.world.clock.advance(1h);
    CHECK(flood.leave().size() == 5);
}

TEST_CASE("all mails together leave by the minute, and none is lost", "[nominate][pace]") {
    bot::nominate::Settings settings;
    settings.pace.a_minute = 10;
    Flood flood(GENERATE(from_range(test::databases())), settings);
    for (int i = 0; i < 25; ++i) flood.send("x" + std::to_string(i) + "@gmail.com", i);
    for (auto const expected : {10U, 10U, 5U}) {
        CHECK(flood.leave().size() == expected);
        flood.world.clock.advance(1min);
    }
}

TEST_CASE("a whole neighbourhood has a limit of forms beside each address in it", "[nominate][pace]") {
    bot::nominate::Settings settings;
    settings.per_wide_prefix_a_day = 5;
    Flood flood(GENERATE(from_range(test::databases())), settings);
    auto const submit = [&](int i) {
        auto const number = std::to_string(i);
        return flood.nominations.submit(flood.form("Hearth", "x" + number + "@gmail.com"),
                                        {"2001:db8:1:" + number + "::1", "en"});
    };
    for (int i = 0; i < 5; ++i) CHECK(submit(i).empty());
    CHECK_THROWS_AS(submit(5), bot::UserError);
}

TEST_CASE("no word of who typed it is in a mail that nobody asked for", "[nominate][pace]") {
    Flood flood(GENERATE(from_range(test::databases())));
    auto const language = GENERATE("en", "de");
    auto const mail_for = [&](std::string const& company) {
        auto form = flood.form(company, "ana@firm.example");
        form.person = "Prize";
        form.story = "Prize";
        REQUIRE(flood.nominations.submit(form, {"192.0.2.1", language}).empty());
        return flood.leave().at(0);
    };
    auto const pending = mail_for("You have won a prize");
    CHECK_THAT(pending.subject + pending.body, !Contains("rize") && !Contains("won"));
    CHECK_THAT(pending.body, Contains("/confirm/"));
    test::add_company(flood.world.store, "Booking.com");
    CHECK_THAT(mail_for("booking.COM").subject, Contains("Booking.com"));
    // Names that were taken in before such names were refused.
    test::add_company(flood.world.store, "Prize: www.evil.example");
    auto const old = storage::companies::find_by_name(flood.world.store, "Prize: www.evil.example");
    REQUIRE(old);
    CHECK(bot::nominate::name_for_mail(flood.world.store, old->id).empty());
}

TEST_CASE("a mail that takes more forms along says so without their words", "[nominate][pace]") {
    Flood flood;
    test::add_company(flood.world.store, "Kiln");
    for (int i = 0; i < 3; ++i) flood.send("ana@firm.example", 1);
    flood.leave();
    flood.send("ana@firm.example", 1);
    flood.send("ana@firm.example", 1, "Prize");
    flood.send("ana@firm.example", 1, "Kiln");
    flood.world.clock.advance(24h);
    auto const mails = flood.leave();
    REQUIRE(mails.size() == 1);
    CHECK(Flood::links(mails).size() == 3);
    CHECK_THAT(mails[0].body, Contains("One more form") && Contains("Kiln") && !Contains("Prize"));
}

TEST_CASE("forms that come at once are all taken, and their mails keep the pace",
          "[nominate][pace][threads]") {
    bot::nominate::Settings settings;
    settings.pace.a_minute = 30;
    Flood flood(GENERATE(from_range(test::databases())), settings);
    std::atomic<int> taken = 0;
    {
        std::vector<std::jthread> people;
        for (int i = 0; i < 8; ++i)
            people.emplace_back([&flood, &taken, i] {
                for (int j = 0; j < 5; ++j) {
                    auto const number = std::to_string(i * 5 + j);
                    auto const form = flood.form("Company " + number, "x" + number + "@gmail.com");
                    taken += flood.nominations.submit(form, {"2001:db8:" + number + "::1", "en"}).empty();
                }
            });
    }
    CHECK(taken == 40);
    CHECK(flood.leave().size() == 30);
    flood.world.clock.advance(1min);
    CHECK(flood.leave().size() == 10);
}

TEST_CASE("what mails are paced by is forgotten after two days", "[nominate][pace]") {
    Flood flood;
    flood.send("ana@firm.example", 1);
    flood.nominations.run_once();
    CHECK(flood.count("paces") > 0);
    flood.world.clock.advance(48h + 1ms);
    flood.nominations.run_once();
    CHECK(flood.count("paces") == 0);
}

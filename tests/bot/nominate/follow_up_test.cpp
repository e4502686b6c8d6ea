#include "bot/nominate/follow_up.h"

#include <catch2/catch.hpp>

#include "bot/nominate/newcomers.h"
#include "tests/bot/nominate/builders.h"

using namespace std::chrono_literals;
using Catch::Contains;
using Catch::Generators::from_range;

namespace {

/// People who agreed to be asked, and what they were.
struct Asked : test::Programme {
    using test::Programme::Programme;
    /// The private link of a confirmed nomination.
    std::string agreed(bool may_ask = true) {
        auto form = this->form("Hearth");
        form.may_ask = may_ask;
        auto const link = send(form);
        nominations.confirm(link, "en");
        return link;
    }
    /// The questions that went out so far.
    std::vector<test::MimeMessage> questions() {
        follow_ups.run_once();
        std::vector<test::MimeMessage> all;
        for (auto& letter : letters())
            if (letter.body.find("/follow-up/") != letter.body.npos) all.push_back(letter);
        return all;
    }
};

}  // namespace

TEST_CASE("nobody is asked about a nomination that counts no more when the day comes", "[nominate]") {
    Asked programme(GENERATE(from_range(test::databases())));
    auto const link = programme.agreed();
    auto const id = programme.nominations.find(link)->id;
    SECTION("taken back") {
        REQUIRE(programme.nominations.withdraw(link, "en"));
    }
    SECTION("erased") {
        REQUIRE(programme.nominations.erase(link, "en"));
    }
    SECTION("void") {
        REQUIRE(programme.nominations.void_nomination(id, "bought"));
    }
    programme.world.clock.advance(24h * 14);
    CHECK(programme.questions().empty());
    CHECK(programme.count("follow_ups") == 0);
}

TEST_CASE("the last word on being asked is the second nomination's, until the mail has left", "[nominate]") {
    Asked programme(GENERATE(from_range(test::databases())));
    SECTION("no longer") {
        programme.agreed(true);
        programme.agreed(false);
        programme.world.clock.advance(24h * 14);
        CHECK(programme.questions().empty());
    }
    SECTION("now, two weeks later") {
        programme.agreed(false);
        programme.world.clock.advance(24h * 3);
        programme.agreed(true);
        programme.world.clock.advance(24h * 14 - 1h);
        CHECK(programme.questions().empty());
        programme.world.clock.advance(1h);
        CHECK(programme.questions().size() == 1);
    }
    SECTION("asked already") {
        programme.agreed(true);
        programme.world.clock.advance(24h * 14);
        auto const link = programme.questions().at(0).link("/follow-up/");
        programme.world.clock.advance(1ms);  // So that the next mail is the last one.
        programme.agreed(false);
        programme.agreed(true);
        programme.world.clock.advance(24h * 30);
        CHECK(programme.questions().size() == 1);
        CHECK(programme.follow_ups.answer(link, "partly"));
    }
}

TEST_CASE("a question is asked in the writer's language, of the company as it is called now", "[nominate]") {
    Asked programme(GENERATE(from_range(test::databases())));
    bot::nominate::Newcomers newcomers(programme.world.store, programme.world.clock);
    auto const kiln = test::add_company(programme.world.store, "Kiln");
    auto form = programme.form("Old Kiln");
    form.may_ask = true;
    REQUIRE(programme.nominations.submit(form, {"192.0.2.1", "de"}).empty());
    programme.world.clock.advance(1ms);
    auto const counted = programme.nominations.confirm(programme.letters().back().link("/confirm/"), "de");
    REQUIRE(newcomers.merge(counted->company, kiln));
    programme.world.clock.advance(24h * 14);
    auto const question = programme.questions().at(0);
    CHECK(question.subject == "Ist es mit Kiln gut ausgegangen?");
    CHECK_THAT(question.body, Contains("/de/follow-up/"));
    CHECK(question.to == "ana@gmail.com");
}

TEST_CASE("a question about a nomination that was taken back leads nowhere and takes no answer",
          "[nominate]") {
    Asked programme(GENERATE(from_range(test::databases())));
    auto const link = programme.agreed();
    programme.world.clock.advance(24h * 14);
    auto const question = programme.questions().at(0).link("/follow-up/");
    REQUIRE(programme.follow_ups.find(question));
    REQUIRE(programme.nominations.withdraw(link, "en"));
    CHECK_FALSE(programme.follow_ups.find(question));
    CHECK_FALSE(programme.follow_ups.answer(question, "yes"));
}

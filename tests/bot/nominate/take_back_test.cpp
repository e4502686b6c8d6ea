#include <catch2/catch.hpp>

#include "bot/base/user_error.h"
#include "storage/standings.h"
#include "tests/bot/nominate/builders.h"

using namespace std::chrono_literals;
using Catch::Generators::from_range;
using State = storage::Nomination::State;

namespace {

bool board_must_follow(test::Programme& programme, storage::CompanyId const& company) {
    for (auto const& change : storage::board_changes::waiting(programme.world.store, 100))
        if (change.company == company) return true;
    return false;
}

void board_followed(test::Programme& programme) {
    programme.world.store.write([&](storage::Write& write) {
        for (auto const& change : storage::board_changes::waiting(write, 100))
            storage::board_changes::done(write, change);
    });
}

}  // namespace

TEST_CASE("a nomination taken back stops counting, and its person is counted by another", "[nominate]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    auto const link = programme.send(programme.form("Kiln"));
    programme.nominations.confirm(link, "en");
    auto const kept = programme.thank(programme.form("Hearth"));
    CHECK(programme.nominations.find(link)->first_in_season);
    CHECK_FALSE(programme.row(kept.id).first_in_season);
    board_followed(programme);
    CHECK(programme.nominations.withdraw(link, "en"));
    CHECK_FALSE(programme.nominations.withdraw(link, "en"));
    CHECK(programme.nominations.find(link)->state == State::withdrawn);
    CHECK(programme.row(kept.id).first_in_season);
    CHECK(programme.row(kept.id).first_in_category);
    CHECK(board_must_follow(programme, kept.company));
    CHECK(board_must_follow(programme, programme.nominations.find(link)->company));
    CHECK(programme.count("story_removals") == 1);
    CHECK(programme.thank(programme.form("Kiln")).state == State::counted);
}

TEST_CASE("an unconfirmed nomination taken back frees its invitation", "[nominate]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    auto form = programme.form("Hearth");
    form.invite = programme.mint(test::add_company(programme.world.store, "Hearth"));
    auto const link = programme.send(form);
    CHECK(programme.nominations.withdraw(link, "en"));
    CHECK(programme.nominations.confirm(link, "en")->state == State::withdrawn);
    programme.world.clock.advance(24h * 61);
    CHECK_FALSE(programme.invited(form.invite));
}

TEST_CASE("erasing destroys words, addresses, salt and record, and takes the point back", "[nominate]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    auto form = programme.form();
    form.person = "Ines";
    form.may_ask = true;
    auto const link = programme.send(form);
    auto const id = programme.nominations.confirm(link, "en")->id;
    CHECK(programme.nominations.erase(link, "en"));
    CHECK_FALSE(programme.nominations.erase(link, "en"));
    auto const row = programme.row(id);
    CHECK(row.state == State::withdrawn);
    CHECK(row.erased_at);
    CHECK_FALSE((row.story || row.sealed_mail || row.sealed_person || row.salt || row.private_record));
    CHECK(row.story_sha256.empty());
    CHECK(row.person_hash.size() == 64);
    CHECK(programme.count("nomination_signals") == 0);
    CHECK(programme.count("follow_ups") == 0);
    CHECK(programme.count("story_removals") == 1);
}

TEST_CASE("after the close a nomination cannot be taken back but can be erased", "[nominate]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    auto const link = programme.send(programme.form());
    programme.nominations.confirm(link, "en");
    programme.until(programme.world.clock.now() + 24h * 90);
    CHECK_FALSE(programme.nominations.withdraw(link, "en"));
    CHECK(programme.nominations.erase(link, "en"));
    CHECK(programme.nominations.find(link)->state == State::counted);
    CHECK_FALSE(programme.nominations.find(link)->salt);
}

TEST_CASE("a void nomination says why and cannot be sent again", "[nominate]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    auto const counted = programme.thank(programme.form());
    CHECK_THROWS_AS(programme.nominations.void_nomination(counted.id, "because"), bot::UserError);
    CHECK(programme.nominations.void_nomination(counted.id, "bought"));
    CHECK_FALSE(programme.nominations.void_nomination(counted.id, "bought"));
    CHECK(programme.row(counted.id).state == State::voided);
    auto const again = programme.thank(programme.form());
    CHECK(again.state == State::voided);
    CHECK(again.void_reason == "bought");
}

TEST_CASE("thirty days after the season nobody can be found in it", "[nominate]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    auto const counted = programme.thank(programme.form("Hearth", "ana@hearth.example"));
    programme.until(programme.world.clock.now() + 24h * 119);
    programme.nominations.run_once();
    auto const row = programme.row(counted.id);
    CHECK(row.state == State::counted);
    CHECK_FALSE(row.sealed_mail);
    CHECK(row.person_hash == row.id.text());
    CHECK(programme.count("nomination_signals") == 0);
}

TEST_CASE("those who agreed are asked once, two weeks later, and answer once", "[nominate]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    auto form = programme.form();
    form.may_ask = true;
    auto const counted = programme.thank(form);
    programme.thank(programme.form("Kiln", "ben@gmail.com"));
    programme.world.clock.advance(24h * 14 - 1min);
    programme.follow_ups.run_once();
    CHECK(programme.letters().size() == 2);
    programme.world.clock.advance(1min);
    programme.follow_ups.run_once();
    programme.follow_ups.run_once();
    REQUIRE(programme.letters().size() == 3);
    auto const link = programme.letters().back().link("/follow-up/");
    CHECK(programme.follow_ups.find(link)->nomination.id == counted.id);
    CHECK_FALSE(programme.follow_ups.find("aaaa"));
    CHECK_THROWS_AS(programme.follow_ups.answer(link, "maybe"), bot::UserError);
    board_followed(programme);
    CHECK(programme.follow_ups.answer(link, "yes"));
    CHECK(board_must_follow(programme, counted.company));
    CHECK(programme.follow_ups.answer(link, "no"));
    CHECK(programme.follow_ups.find(link)->answer == "yes");
}

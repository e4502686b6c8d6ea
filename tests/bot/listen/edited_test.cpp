
#include <catch2/catch.hpp>

#include "bot/listen/intake.h"
#include "storage/companies.h"
#include "storage/decisions.h"
#include "storage/operators.h"
#include "tests/bot/desk/office.h"
#include "tests/fakes/fake_network.h"

using bot::networks::FoundPost;
using storage::Candidate;
using test::found_post;
using namespace std::chrono_literals;

namespace {

/// An office whose network is listened to.
struct Listening {
    explicit Listening(std::string const& database)
        : office(database), intake(office->store, office->keys, office->clock, test::plain_judge()) {}

    bot::listen::Taken take(std::string const& words) {
        bot::networks::SearchPage page;
        page.posts = {found_post("1", words, "mira")};
        return intake.take("fake", page, [](storage::Write&) {});
    }
    storage::Post post() {
        return *storage::posts::find_by_key(office->store, bot::post_key(office->keys, "fake", "1"));
    }
    Candidate candidate() { return office->candidate(*storage::candidates::id_of(office->store, post().id)); }

    test::FreshOffice office;
    bot::listen::Intake intake;
};

}  // namespace

TEST_CASE("a waiting post that is found with other words gets them and is classified again",
          "[listen][edit]") {
    Listening listening(GENERATE(from_range(test::databases())));
    REQUIRE(listening.take("praise 0.9 company paloma").queued == 1);
    auto const before = listening.candidate();
    auto const taken = listening.take("praise 0.6 and some more");
    CHECK(taken.edited == 1);
    CHECK(taken.known == 1);
    CHECK(taken.queued == 0);
    CHECK(listening.post().text == "praise 0.6 and some more");
    auto const after = listening.candidate();
    CHECK(after.id == before.id);
    CHECK(after.praise == 0.6);
    CHECK(after.lane == Candidate::Lane::maybe);
    CHECK(after.queue_key < before.queue_key);
    CHECK(listening.take("praise 0.6 and some more").edited == 0);
}

TEST_CASE("a waiting post that is no praise any more leaves the queue and is forgotten", "[listen][edit]") {
    Listening listening(GENERATE(from_range(test::databases())));
    listening.take("praise 0.9");
    auto const words = GENERATE(as<std::string>(), "complaint after all", "praise 0.1");
    CHECK(listening.take(words).edited == 1);
    CHECK(listening.candidate().state == Candidate::State::gone);
    CHECK_FALSE(listening.post().text);
    auto const again = listening.take("praise 0.9");
    CHECK(again.queued == 0);
    CHECK(again.known == 1);
}

TEST_CASE("another judge alone takes nothing out of the queue", "[listen][edit]") {
    Listening listening("sqlite");
    listening.take("praise 0.9");
    auto strict = test::plain_judge();
    strict.candidate_from = 0.99;
    listening.intake.use(strict);
    CHECK(listening.take("praise 0.9").edited == 0);
    CHECK(listening.candidate().state == Candidate::State::waiting);
}

TEST_CASE("while a person holds it only the words of an edited post change", "[listen][edit]") {
    Listening listening(GENERATE(from_range(test::databases())));
    listening.take("praise 0.9");
    auto const id = listening.candidate().id;
    auto& office = *listening.office.operator->();
    office.store.write([&](storage::Write& write) {
        auto const now = office.clock.now();
        REQUIRE(storage::candidates::claim(write, id, office.ana, now, now + 5min));
    });
    auto const words = GENERATE(as<std::string>(), "praise 0.6 and some more", "complaint after all");
    CHECK(listening.take(words).edited == 1);
    CHECK(listening.post().text == words);
    auto const held = listening.candidate();
    CHECK(held.state == Candidate::State::waiting);
    CHECK(held.praise == 0.9);
    CHECK(held.held_by == office.ana);
}

TEST_CASE("what was decided stays as it was when its post is edited", "[listen][edit]") {
    Listening listening(GENERATE(from_range(test::databases())));
    listening.take("praise 0.9");
    auto const id = listening.candidate().id;
    auto const state =
        GENERATE(Candidate::State::skipped, Candidate::State::answering, Candidate::State::answered);
    auto& office = *listening.office.operator->();
    office.store.write([&](storage::Write& write) {
        storage::candidates::move(write, id, Candidate::State::waiting, state, office.clock.now());
    });
    auto const words = GENERATE(as<std::string>(), "praise 0.6 and some more", "complaint after all");
    CHECK(listening.take(words).edited == 0);
    CHECK(listening.candidate().state == state);
    CHECK(listening.candidate().praise == 0.9);
    CHECK(listening.post().text == "praise 0.9");
}

TEST_CASE("an edited post carries the company it praises now, unless a person chose one", "[listen][edit]") {
    Listening listening(GENERATE(from_range(test::databases())));
    auto& office = *listening.office.operator->();
    listening.take("praise 0.9");
    auto const id = listening.candidate().id;
    auto const key = storage::companies::in_state(office.store, storage::Company::State::active).front().id;
    REQUIRE_FALSE(listening.candidate().company);
    bool const chosen = GENERATE(false, true);
    if (chosen)
        office.store.write([&](storage::Write& write) {
            storage::decisions::add(write, {id, office.ana, "company", {}, {}, office.clock.now()});
        });
    listening.take("praise 0.9 company " + key.text());
    CHECK(listening.candidate().company.has_value() != chosen);
}

TEST_CASE("an edited post is recognised by its new words", "[listen][edit]") {
    Listening listening(GENERATE(from_range(test::databases())));
    listening.take("praise 0.9 with the old words that nobody else has");
    listening.take("praise 0.9 by now these are the words of the whole post");
    bot::networks::SearchPage page;
    page.posts = {found_post("2", "praise 0.9 by now these are the words of the whole post", "juno")};
    CHECK(listening.intake.take("fake", page, [](storage::Write&) {}).repeated == 1);
}

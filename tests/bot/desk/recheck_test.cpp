#include "bot/desk/recheck.h"

#include <catch2/catch.hpp>

#include "bot/listen/wording.h"
#include "storage/suppressions.h"
#include "tests/bot/desk/office.h"

using namespace std::chrono_literals;
using bot::networks::NetworkError;
using bot::networks::Parent;
using storage::Candidate;
using storage::Reply;

namespace {

auto engines() {
    return GENERATE(from_range(test::databases()));
}

/// A network that is looked at by whoever checks again.
struct Round {
    explicit Round(std::string const& engine)
        : office(engine),
          recheck(
              office->store, office->answerers, office->clock,
              [this](storage::Post const& post) {
                  judged.push_back(post.text.value_or(""));
                  return verdict;
              },
              office->settings.complains,
              [this](std::string const&, int wanted) { return std::min(wanted, allowed); }) {
        verdict.emplace();
        verdict->label = "praise";
        verdict->praise = 0.6;
        verdict->model = "later";
    }
    /// As the network shows it from now on.
    void shows(std::string const& post, Parent::State state, std::string const& text = "") {
        office->network->parents[post] = {state, post, text, {}};
    }
    void later(std::chrono::hours by) {
        office->clock.advance(by);
        recheck.run_once();
    }
    Candidate candidate(storage::CandidateId const& id) { return office->candidate(id); }
    storage::Post post(storage::CandidateId const& id) {
        return *storage::posts::find(office->store, candidate(id).post);
    }

    test::FreshOffice office;
    std::optional<Candidate> verdict;
    std::vector<std::string> judged;
    int allowed = 100;
    bot::desk::Recheck recheck;
};

}  // namespace

TEST_CASE("a post is looked at again before a day is over, and stays while it is there", "[desk][recheck]") {
    Round round(engines());
    auto const found = round.office->find({});
    for (int day = 0; day < 3; ++day) round.later(21h);
    CHECK(round.candidate(found).state == Candidate::State::waiting);
    CHECK(round.post(found).text);
    CHECK(round.judged.empty());
}

TEST_CASE("a post that is gone is forgotten with its names, in every state", "[desk][recheck]") {
    Round round(engines());
    auto const waits = round.office->find({});
    auto const skipped = round.office->find({.name = "2", .author = "b"});
    auto const opened = round.office->find({.name = "3", .author = "c"});
    auto const leaving = round.office->find({.name = "4", .author = "d"});
    round.office->queue.skip(skipped, round.office->ana, "sarcasm", "");
    auto const by_hand = round.office->desk.approve(opened, round.office->ana, "Hi", Reply::Channel::hand);
    auto const by_api = round.office->approve(leaving);
    for (auto const* post : {"post-1", "2", "3", "4"}) round.shows(post, Parent::State::gone);
    round.later(21h);
    for (auto const& id : {waits, skipped, opened, leaving}) {
        CHECK_FALSE(round.post(id).text);
        CHECK_FALSE(round.post(id).author_name);
        CHECK_FALSE(round.post(id).author_handle);
        CHECK(round.candidate(id).reasons == "[]");
    }
    CHECK(round.candidate(waits).state == Candidate::State::gone);
    CHECK(round.candidate(skipped).state == Candidate::State::gone);
    CHECK(round.candidate(opened).state == Candidate::State::answering);
    CHECK(round.office->reply(by_hand.id).state == Reply::State::opened);
    CHECK(round.candidate(leaving).state == Candidate::State::gone);
    CHECK(round.office->reply(by_api.id).state == Reply::State::refused);
    CHECK(round.office->reply(by_api.id).outcome == "gone");
}

TEST_CASE("an edited post has its new words and is judged by them", "[desk][recheck]") {
    Round round(engines());
    auto const found = round.office->find({});
    round.shows("post-1", Parent::State::there, "well, they were all right");
    round.later(21h);
    CHECK(round.post(found).text == "well, they were all right");
    CHECK(round.judged == std::vector<std::string>{"well, they were all right"});
    CHECK(round.candidate(found).praise == Approx(0.6));
    CHECK(round.candidate(found).model == "later");
    CHECK(round.candidate(found).state == Candidate::State::waiting);
    SECTION("and leaves the queue once it is no praise any more") {
        round.verdict.reset();
        round.shows("post-1", Parent::State::there, "they were awful");
        round.later(21h);
        round.later(1h);
        CHECK(round.candidate(found).state == Candidate::State::gone);
        CHECK_FALSE(round.post(found).text);
    }
}

TEST_CASE("an answer to words that were edited does not leave", "[desk][recheck]") {
    Round round(engines());
    auto const found = round.office->find({});
    auto const reply = round.office->approve(found);
    round.shows("post-1", Parent::State::there, "well");
    round.later(21h);
    CHECK(round.office->reply(reply.id).state == Reply::State::refused);
    CHECK(round.office->reply(reply.id).outcome == "edited");
    CHECK(round.candidate(found).state == Candidate::State::waiting);
}

TEST_CASE("what cannot be seen for a day is forgotten", "[desk][recheck]") {
    Round round(engines());
    auto const here = round.office->find({});
    auto const elsewhere = round.office->find({.name = "2", .author = "b", .network = "hand"});
    SECTION("where nobody can look") {
        round.later(23h);
        CHECK(round.post(elsewhere).text);
        round.later(2h);
        CHECK_FALSE(round.post(elsewhere).text);
        CHECK(round.candidate(elsewhere).state == Candidate::State::gone);
        CHECK(round.post(here).text);
    }
    SECTION("where no money is left") {
        round.allowed = 0;
        round.later(21h);
        CHECK(round.post(here).text);
        round.later(4h);
        CHECK_FALSE(round.post(here).text);
    }
}

TEST_CASE("who blocks us is forgotten and left alone", "[desk][recheck]") {
    Round round(engines());
    auto const found = round.office->find({});
    round.shows("post-1", Parent::State::blocked_us);
    round.later(21h);
    CHECK_FALSE(round.post(found).text);
    CHECK(storage::suppressions::find(round.office->store, *round.post(found).author_key) ==
          storage::suppressions::Why::stop);
}

TEST_CASE("what was decided on keeps its words for 30 days", "[desk][recheck]") {
    Round round(engines());
    auto const found = round.office->find({});
    round.office->queue.skip(found, round.office->ana, "sarcasm", "");
    for (int day = 0; day < 29; ++day) round.later(24h);
    CHECK(round.post(found).text);
    round.later(48h);
    CHECK_FALSE(round.post(found).text);
    CHECK_FALSE(round.post(found).native_id);
    CHECK(round.candidate(found).state == Candidate::State::gone);
}

TEST_CASE("two that share a database do not both look", "[desk][recheck]") {
    Round round(engines());
    auto const found = round.office->find({});
    round.office->clock.advance(21h);
    round.shows("post-1", Parent::State::gone);
    storage::LeaseGuard another(round.office->store, "look again", 2min);
    REQUIRE(another.take(round.office->clock.now()));
    round.recheck.run_once();
    CHECK(round.post(found).text);
    round.later(1h);
    CHECK_FALSE(round.post(found).text);
}

TEST_CASE("a network that fails is left in peace, and its posts are looked at afterwards",
          "[desk][recheck]") {
    using Class = NetworkError::Class;
    Round round(engines());
    auto const found = round.office->find({});
    int asked = 0;
    auto const fails = [&](Class who, std::optional<std::chrono::seconds> wait) {
        round.office->network->look_answer = [&asked, who, wait] {
            ++asked;
            throw NetworkError(who, "no", false, wait);
        };
    };
    SECTION("for five minutes, if it does not say") {
        fails(Class::network, {});
        round.later(21h);
        round.office->clock.advance(5min - 1ms);
        round.recheck.run_once();
        CHECK(asked == 1);
        round.office->clock.advance(1ms);
        round.recheck.run_once();
        CHECK(asked == 2);
    }
    SECTION("for as long as it asks") {
        fails(Class::rate, 2h);
        round.later(21h);
        round.later(1h);
        CHECK(asked == 1);
        round.office->network->look_answer = [] {};
        round.shows("post-1", Parent::State::gone);
        round.later(1h);
        CHECK_FALSE(round.post(found).text);
    }
}

TEST_CASE("three posts that the network cannot show end the round, one or two do not", "[desk][recheck]") {
    using Class = NetworkError::Class;
    Round round(engines());
    for (auto const* name : {"1", "2", "3", "4"}) round.office->find({.name = name, .author = name});
    int asked = 0, failing = 2;
    round.office->network->look_answer = [&] {
        if (++asked <= failing) throw NetworkError(Class::theirs, "no", false);
    };
    round.later(21h);
    CHECK(asked == 4);
    asked = 0;
    failing = 3;
    for (auto const* name : {"5", "6", "7", "8"}) round.office->find({.name = name, .author = name});
    round.later(21h);
    CHECK(asked == 3);
}

TEST_CASE("where the pace is the reason, what was not seen for a day is kept", "[desk][recheck]") {
    using Class = NetworkError::Class;
    Round round(engines());
    auto const found = round.office->find({});
    auto const [who, kept] = GENERATE(table<Class, bool>({{Class::rate, true}, {Class::network, false}}));
    // After the hours in which a daemon that was away catches up.
    round.office->clock.advance(3h);
    round.office->network->look_answer = [who = who] { throw NetworkError(who, "no", false); };
    round.office->sql("update posts set seen_at = seen_at - 25 * 3600000");
    round.recheck.run_once();
    CHECK(round.post(found).text.has_value() == kept);
    // Also while the network is left in peace.
    round.office->clock.advance(1min);
    round.recheck.run_once();
    CHECK(round.post(found).text.has_value() == kept);
}

TEST_CASE("what nobody can look at is kept as long as the policy says, or for 30 days", "[desk][recheck]") {
    Round round(engines());
    auto const [named, kept] = GENERATE(table<int, std::chrono::hours>({{0, 30 * 24h}, {48, 48h}}));
    round.office->networks[1].policy.delete_within_hours = named;
    auto const found = round.office->find({.name = "2", .author = "b", .network = "hand"});
    auto const elsewhere = round.office->find({.name = "3", .author = "c", .network = "switched off"});
    round.later(kept - 1h);
    CHECK(round.post(found).text);
    CHECK(round.candidate(found).state == Candidate::State::waiting);
    round.later(2h);
    CHECK_FALSE(round.post(found).text);
    CHECK(round.post(elsewhere).text.has_value() == (kept < 30 * 24h));
}

TEST_CASE("an edited post is recognised by its new words from then on", "[desk][recheck]") {
    Round round(engines());
    auto const found = round.office->find({});
    auto& office = *round.office.operator->();
    auto const sign = [&](storage::Post const& post) {
        return bot::listen::Wording(post.text.value_or("")).signature(office.keys, post.author_key);
    };
    bot::desk::Recheck recheck(
        office.store, office.answerers, office.clock, [&](storage::Post const&) { return round.verdict; },
        office.settings.complains, [](std::string const&, int wanted) { return wanted; }, sign);
    auto const words = "these are quite other words, about the very kind people who answered us at night";
    round.shows("post-1", Parent::State::there, words);
    office.clock.advance(21h);
    recheck.run_once();
    auto const signature = bot::listen::Wording(words).signature(office.keys, {});
    auto const alike = storage::posts::possible_duplicates(office.store, signature, {}, 10);
    REQUIRE(alike.size() == 1);
    CHECK(alike[0].text == words);
    CHECK(round.post(found).text == words);
}

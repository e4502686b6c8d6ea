#include <catch2/catch.hpp>

#include "bot/desk/sender.h"
#include "storage/engine/error.h"
#include "storage/suppressions.h"
#include "tests/bot/desk/approved.h"

using namespace std::chrono_literals;
using bot::networks::NetworkError;
using Class = NetworkError::Class;
using storage::Candidate;
using storage::Reply;
using test::Approved;
using test::failing;

namespace {

auto engines() {
    return GENERATE(from_range(test::databases()));
}

}  // namespace

TEST_CASE("nothing leaves to somebody who said stop after the words were approved", "[desk]") {
    Approved approved(engines());
    // As another process may have written it, without withdrawing what waits.
    approved->store.write([&](storage::Write& write) {
        storage::suppressions::add(write, *approved.reply().author_key, storage::suppressions::Why::stop,
                                   approved->clock.now());
    });
    approved.send();
    CHECK(approved->network->calls == 0);
    CHECK(approved.reply().state == Reply::State::refused);
    CHECK(approved.reply().outcome == "said_stop");
    CHECK(approved.candidate() == Candidate::State::gone);
}

TEST_CASE("a post that cannot be looked at is tried again after a minute, or as late as was asked for",
          "[desk]") {
    Approved approved(engines());
    auto const [who, asked, wait] =
        GENERATE(table<Class, std::optional<std::chrono::seconds>, std::chrono::seconds>(
            {{Class::network, {}, 60s}, {Class::theirs, {}, 60s}, {Class::rate, 15min, 15min}}));
    approved->network->look_answer = failing(who, false, asked);
    approved.send();
    CHECK(approved->network->calls == 0);
    CHECK(approved.reply().state == Reply::State::waiting);
    CHECK(approved.reply().outcome == "unreachable");
    CHECK(approved.reply().send_at == approved->clock.now() + wait);
    approved->network->look_answer = [] {};
    approved->clock.advance(wait - 1s);
    approved.send();
    CHECK(approved->network->calls == 0);
    approved->clock.advance(1s);
    approved.send();
    CHECK(approved.reply().state == Reply::State::sent);
}

TEST_CASE("a post that the network will not show us for our own mistake gives the answer back", "[desk]") {
    Approved approved(engines());
    approved->network->look_answer = failing(Class::ours, false);
    approved.send();
    CHECK(approved.reply().outcome == "not_taken");
    CHECK(approved.candidate() == Candidate::State::waiting);
}

TEST_CASE("words that no longer fit the network go back to a person", "[desk]") {
    Approved approved(engines());
    approved->network->limit = 10;
    approved.send();
    CHECK(approved->network->calls == 0);
    CHECK(approved.reply().outcome == "too_long");
    CHECK(approved.candidate() == Candidate::State::waiting);
}

TEST_CASE("an answer is tried for a day and not a moment longer", "[desk]") {
    Approved approved(engines());
    approved->network->delivers = false;
    approved->network->answer = failing(Class::network, false);
    approved->clock.set(approved.reply().approved_at + 24h - 60s);
    approved.send();
    CHECK(approved.reply().state == Reply::State::waiting);
    approved->clock.advance(60s);
    approved.send();
    CHECK(approved.reply().state == Reply::State::refused);
    CHECK(approved.reply().outcome == "unreachable");
}

TEST_CASE("what cannot be looked up for a day is left to a person", "[desk]") {
    Approved approved(engines());
    approved->network->answer = failing(Class::network, true);
    approved.send();
    approved->network->find_answer = failing(Class::network, false);
    auto const sent_at = approved->clock.now();
    approved.send();
    CHECK(approved.reply().look_at == sent_at + 60s);
    approved->clock.set(sent_at + 24h - 1ms);
    approved.send();
    CHECK(approved.reply().look_at == approved->clock.now() + 60s);
    approved->clock.advance(60s);
    approved.send();
    CHECK_FALSE(approved.reply().look_at);
    CHECK(approved.reply().outcome == "unreachable");
    CHECK(approved->network->calls == 1);
}

TEST_CASE("a database that fails ends the round; other trouble of one reply does not", "[desk]") {
    test::FreshOffice office("sqlite");
    auto const first = office->approve(office->find({}));
    auto const second = office->approve(office->find({.name = "post-2", .author = "mo"}));
    office->clock.advance(10s);
    int looks = 0;
    office->network->look_answer = [&] {
        if (++looks == 1) throw std::logic_error("trouble");
    };
    office->sender.run_once();
    CHECK(looks == 2);
    CHECK((office->reply(first.id).state == Reply::State::sent) !=
          (office->reply(second.id).state == Reply::State::sent));
    office->network->look_answer = [] { throw storage::Error(storage::Error::Kind::full, "full"); };
    CHECK_THROWS_AS(office->sender.run_once(), storage::Error);
}

TEST_CASE("what a post takes no answer for ends its answer, and is not tried again", "[desk]") {
    Approved approved(engines());
    using State = bot::networks::Parent::State;
    auto const [state, outcome] = GENERATE(table<State, std::string>(
        {{State::locked, "locked"}, {State::gone, "gone"}, {State::blocked_us, "blocked"}}));
    approved->network->delivers = false;
    approved->network->answer = [state = state] { throw bot::networks::ReplyRefused(state, "no"); };
    approved.send();
    approved->clock.advance(1h);
    approved.send();
    CHECK(approved->network->calls == 1);
    CHECK(approved.reply().state == Reply::State::refused);
    CHECK(approved.reply().outcome == outcome);
    CHECK(approved.candidate() == Candidate::State::gone);
}

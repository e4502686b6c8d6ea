#include <catch2/catch.hpp>

#include "bot/nominate/season_steps.h"
#include "storage/engine/sql.h"
#include "storage/seasons.h"
#include "storage/suppressions.h"
#include "tests/bot/desk/approved.h"

using namespace std::chrono_literals;
using bot::desk::Refusal;
using Catch::Contains;
using storage::Candidate;
using storage::Reply;
using State = storage::Season::State;

namespace {

auto engines() {
    return GENERATE(from_range(test::databases()));
}

void close(test::Office& office, std::string const& season = "2026") {
    bot::nominate::take_step(office.store, season, State::closed, {{}, "why"}, office.clock.now());
}

void open_next(test::Office& office) {
    storage::Season next;
    next.id = "2027";
    next.name = "Spring 2027";
    next.state = State::open;
    office.store.write([&](storage::Write& write) { storage::seasons::add(write, next); });
}

}  // namespace

TEST_CASE("after the close no draft holds an invitation, and the card says so", "[desk][seasons]") {
    test::FreshOffice office(engines());
    auto const found = office->find({});
    CHECK_FALSE(office->queue.card(found, office->ana)->season_over);
    close(office.office);
    auto const card = *office->queue.card(found, office->ana);
    CHECK(card.season_over);
    CHECK_THAT(card.draft.words, !Contains("{link}"));
}

TEST_CASE("after the close no invitation can be approved, and thanks can", "[desk][seasons]") {
    test::FreshOffice office(engines());
    auto const found = office->find({});
    close(office.office);
    CHECK_THROWS_WITH(office->approve(found), "queue.no.season_over");
    CHECK(office->candidate(found).state == Candidate::State::waiting);
    long long tokens = 0;
    storage::Read(office->store).session() << "select count(*) from invite_tokens", storage::into(tokens);
    CHECK(tokens == 0);
    office->approve(found, "Thank you!");
    office->clock.advance(10s);
    office->sender.run_once();
    CHECK(office->outbox().size() == 1);
}

TEST_CASE("an invitation that waits when the season closes comes back to the desk, and the person can still be invited",
          "[desk][seasons]") {
    test::FreshOffice office(engines());
    auto const found = office->find({});
    auto const reply = office->approve(found);
    // A network that asked to wait would have it leave much later.
    office->store.write([&](storage::Write& write) {
        storage::replies::put_back(write, reply.id, office->clock.now() + 20h, "unreachable");
    });
    close(office.office);
    office->sender.run_once();
    CHECK(office->network->calls == 0);
    CHECK(office->outbox().empty());
    CHECK(office->reply(reply.id).state == Reply::State::refused);
    CHECK(office->reply(reply.id).outcome == "season_over");
    CHECK(office->candidate(found).state == Candidate::State::waiting);
    CHECK_FALSE(storage::suppressions::find(office->store, *reply.author_key));

    auto const card = *office->queue.card(found, office->ana);
    CHECK(card.came_back);
    CHECK(card.earlier_words == "Thank you: {link}");
    CHECK_THAT(card.draft.words, !Contains("{link}"));

    open_next(office.office);
    auto const later = *office->queue.card(found, office->ana);
    CHECK(later.draft.words == "Thank you: {link}");
    CHECK_FALSE(later.season_over);
    CHECK(later.came_back);
    office->approve(found);
    office->clock.advance(10s);
    office->sender.run_once();
    CHECK(office->outbox().size() == 1);
}

TEST_CASE("an invitation to one season is not sent in the next", "[desk][seasons]") {
    test::Approved approved(engines());
    close(approved.office);
    open_next(approved.office);
    approved.send();
    CHECK(approved->outbox().empty());
    CHECK(approved.reply().outcome == "season_over");
}

TEST_CASE("thanks without a link leave after the close as before", "[desk][seasons]") {
    test::FreshOffice office(engines());
    office->approve(office->find({}), "Thank you!");
    office->clock.advance(10s);
    close(office.office);
    office->sender.run_once();
    CHECK(office->outbox().size() == 1);
}

TEST_CASE("words opened by hand are not handed over once their link leads nowhere", "[desk][seasons]") {
    test::FreshOffice office(engines());
    auto const found = office->find({});
    auto const reply = office->desk.approve(found, office->ana, "Thank you: {link}", Reply::Channel::hand);
    CHECK_THAT(office->desk.hand_over(reply.id).words, Contains("/n/"));
    close(office.office);
    CHECK_THROWS_WITH(office->desk.hand_over(reply.id), "queue.no.season_over_opened");
    office->desk.settle(reply.id, office->ana, bot::desk::Settled::not_sent);
    CHECK(office->candidate(found).state == Candidate::State::waiting);
    CHECK_FALSE(storage::suppressions::find(office->store, *reply.author_key));
}

TEST_CASE("an invitation of which nobody knows whether it left is not sent again after the close", "[desk][seasons]") {
    test::Approved approved(engines());
    approved->network->honours = true;
    approved->network->delivers = false;
    approved->network->answer = test::failing(bot::networks::NetworkError::Class::network, true);
    approved.send();
    REQUIRE(approved.reply().state == Reply::State::unknown);
    auto const calls = approved->network->calls;
    close(approved.office);
    approved->clock.advance(5min);
    approved.send();
    CHECK(approved->network->calls == calls);
    CHECK(approved.reply().state == Reply::State::unknown);
    CHECK_FALSE(approved.reply().look_at);
    CHECK(approved.reply().outcome == "season_over");
}

#include "bot/award/season_steps.h"

#include <catch2/catch.hpp>
#include <vector>

#include "tests/tools/world.h"

using namespace std::chrono_literals;
using namespace bot::award;
using State = storage::Season::State;
using std::chrono::days;

namespace {

constexpr auto start = test::ManualClock::start;

storage::Season season(State state) {
    storage::Season one;
    one.id = "2026";
    one.publishes_at = start;
    one.opens_at = start + days(1);
    one.closes_at = start + days(2);
    one.counts_at = start + days(3);
    one.announced_at = start + days(4);
    one.state = state;
    return one;
}

}  // namespace

TEST_CASE("a season goes from a draft to the archive, one step at a time", "[award][seasons]") {
    std::vector<State> way;
    for (auto state = std::optional(State::draft); state; state = next_state(*state)) way.push_back(*state);
    CHECK(way == std::vector{State::draft, State::published, State::open, State::closed, State::counted,
                             State::announced, State::archived});
}

TEST_CASE("each step is due from its date on, and no moment before", "[award][seasons]") {
    auto const [from, to, date] = GENERATE(table<State, State, storage::Time>(
        {{State::draft, State::published, start},
         {State::published, State::open, start + days(1)},
         {State::open, State::closed, start + days(2)},
         {State::closed, State::counted, start + days(3)},
         {State::counted, State::announced, start + days(4)},
         {State::announced, State::archived, start + days(4 + 365)}}));
    CHECK_FALSE(due_step(season(from), false, date - 1ms));
    CHECK(due_step(season(from), false, date) == to);
    CHECK(due_step(season(from), false, date + days(1000)) == to);
}

TEST_CASE("what is in the archive stays there", "[award][seasons]") {
    CHECK_FALSE(due_step(season(State::archived), false, start + days(10'000)));
}

TEST_CASE("a draft without a day to publish its rules waits for a person", "[award][seasons]") {
    auto draft = season(State::draft);
    draft.publishes_at.reset();
    CHECK_FALSE(due_step(draft, false, start + days(1000)));
}

TEST_CASE("a season does not open while another one takes nominations, and everything else goes on",
          "[award][seasons]") {
    CHECK_FALSE(due_step(season(State::published), true, start + days(1000)));
    for (auto const state : {State::draft, State::closed, State::counted, State::announced})
        CHECK(due_step(season(state), true, start + days(1000)) == next_state(state));
}

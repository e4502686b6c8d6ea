#include "bot/networks/x/budget.h"

#include <catch2/catch.hpp>

#include "storage/daily_totals.h"
#include "tests/tools/world.h"

using namespace std::chrono_literals;
using bot::networks::ApiCost;
using bot::networks::Reservation;

namespace {

/// A message costs at most 3 cents.
struct Paid : test::World {
    explicit Paid(long long cap, std::string const& engine = "sqlite") : World(engine), cap_(cap) {}

    long long spent() const {
        return storage::spend::on(store, "paid", storage::day_of(clock.now())).micro_dollars;
    }
    bot::networks::Policy policy = [] {
        bot::networks::Policy made;
        made.network = "paid";
        made.cost_per_read = "0.01";
        return made;
    }();
    long long const cap_;
    bot::networks::Budget budget{policy, cap_, clock, &store};
    Reservation reservation{budget, ApiCost{3, 0, 0}, 2};
};

}  // namespace

TEST_CASE("messages that nobody asked for are booked ahead and paid as they come", "[networks]") {
    Paid world(1'000'000, GENERATE(from_range(test::databases())));
    world.reservation.open();
    CHECK(world.spent() == 60'000);
    CHECK(world.reservation.pay({1, 0, 0}));
    CHECK(world.spent() == 70'000);
    world.reservation.close();
    CHECK(world.spent() == 10'000);
}

TEST_CASE("no message is paid beyond the cap but those that were booked", "[networks]") {
    Paid world(90'000);
    world.reservation.open();
    CHECK(world.reservation.pay({3, 0, 0}));
    CHECK_FALSE(world.reservation.pay({3, 0, 0}));
    CHECK_FALSE(world.reservation.pay({3, 0, 0}));
    CHECK(world.spent() == 90'000);
    world.reservation.close();
    CHECK_THROWS_AS(world.reservation.open(), bot::networks::DayIsSpent);
    CHECK(world.spent() == 90'000);
}

TEST_CASE("what is booked ahead is booked for the day that it is", "[networks]") {
    Paid world(90'000);
    world.reservation.open();
    world.reservation.renew();
    auto const yesterday = storage::day_of(world.clock.now());
    world.clock.advance(24h);
    world.reservation.renew();
    CHECK(world.spent() == 60'000);
    CHECK(storage::spend::on(world.store, "paid", yesterday).micro_dollars == 0);
}

TEST_CASE("nothing is booked ahead where it cannot be booked", "[networks]") {
    Paid world(90'000);
    bot::networks::Budget const nowhere(world.policy, 90'000, world.clock, nullptr);
    Reservation reservation(nowhere, ApiCost{1, 0, 0}, 2);
    CHECK_THROWS_AS(reservation.open(), bot::networks::NetworkError);
}

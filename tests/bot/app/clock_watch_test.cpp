#include "bot/app/clock_watch.h"

#include <catch2/catch.hpp>

#include "storage/leases.h"
#include "storage/mails.h"
#include "storage/operators.h"
#include "storage/sign_in.h"
#include "tests/tools/world.h"

using namespace std::chrono_literals;
using Catch::Generators::from_range;
using std::chrono::days;

namespace {

/// A program whose clock can be set and that can be started again.
struct Programme {
    explicit Programme(std::string const& engine = "sqlite") : world(engine) { start(); }
    void start() {
        watch = std::make_unique<bot::ClockWatch>(world.store, world.clock);
        watch->look();
    }
    bool may_destroy() { return watch->may_destroy(); }
    /// Time passes, with a look every hour as the job has it.
    void run(std::chrono::hours time) {
        for (auto left = time; left > 0h; left -= 1h) {
            world.clock.advance(1h);
            watch->look();
        }
    }
    void jump(std::chrono::milliseconds by) { world.clock.set(world.clock.now() + by); }
    std::size_t alerts() { return storage::host_alerts::all(world.store).size(); }
    std::optional<storage::ClockMark> mark() { return storage::clock_marks::find(world.store); }

    test::World world;
    std::unique_ptr<bot::ClockWatch> watch;
};

}  // namespace

TEST_CASE("a clock that is 125 days ahead for a minute destroys nothing", "[clock]") {
    Programme programme(GENERATE(from_range(test::databases())));
    programme.run(3h);
    CHECK(programme.may_destroy());
    programme.jump(days(125));
    CHECK_FALSE(programme.may_destroy());
    programme.world.clock.advance(1min);
    CHECK_FALSE(programme.may_destroy());
    CHECK(programme.alerts() == 1);
    programme.jump(-days(125));
    CHECK(programme.may_destroy());
    CHECK(programme.alerts() == 0);
}

TEST_CASE("a clock that stays ahead is believed once the program has run with it for a day", "[clock]") {
    Programme programme(GENERATE(from_range(test::databases())));
    programme.jump(days(125));
    CHECK_FALSE(programme.may_destroy());
    programme.run(23h);
    CHECK_FALSE(programme.may_destroy());
    programme.run(1h);
    CHECK(programme.may_destroy());
    CHECK(programme.alerts() == 0);
    programme.run(3h);
    CHECK(programme.may_destroy());
}

TEST_CASE("a start after days away waits for a day of running, which restarts do not begin anew", "[clock]") {
    Programme programme(GENERATE(from_range(test::databases())));
    programme.world.clock.advance(days(20));
    programme.start();
    CHECK_FALSE(programme.may_destroy());
    programme.run(13h);
    programme.world.clock.advance(days(2));
    programme.start();
    CHECK_FALSE(programme.may_destroy());
    programme.run(12h);
    CHECK(programme.may_destroy());
}

TEST_CASE("a night away is nothing to wait for", "[clock]") {
    Programme programme;
    programme.world.clock.advance(24h);
    programme.start();
    CHECK(programme.may_destroy());
    CHECK(programme.alerts() == 0);
}

TEST_CASE("a restart while the clock is wrong does not take it for right, and one after it is does",
          "[clock]") {
    Programme programme(GENERATE(from_range(test::databases())));
    programme.jump(days(125));
    CHECK_FALSE(programme.may_destroy());
    programme.start();
    CHECK_FALSE(programme.may_destroy());
    programme.jump(-days(125));
    programme.start();
    CHECK(programme.may_destroy());
    CHECK(programme.alerts() == 0);
}

TEST_CASE("somebody who looked at the clock ends the wait, also from another process", "[clock]") {
    Programme programme(GENERATE(from_range(test::databases())));
    CHECK_FALSE(bot::accept_clock(programme.world.store, programme.world.clock.now()));
    programme.jump(days(3));
    CHECK_FALSE(programme.may_destroy());
    CHECK(bot::accept_clock(programme.world.store, programme.world.clock.now()));
    CHECK(programme.may_destroy());
    programme.run(2h);
    CHECK(programme.may_destroy());
    CHECK(programme.alerts() == 0);
}

TEST_CASE("while all is well the database is written to once an hour at most", "[clock]") {
    Programme programme;
    auto const before = programme.mark()->seen_at;
    programme.world.clock.advance(59min);
    programme.watch->look();
    CHECK(programme.mark()->seen_at == before);
    programme.world.clock.advance(1min);
    programme.watch->look();
    CHECK(programme.mark()->seen_at == programme.world.clock.now());
}

TEST_CASE("what was put off while the clock was ahead is due again when it is back", "[clock]") {
    Programme programme(GENERATE(from_range(test::databases())));
    auto& world = programme.world;
    programme.jump(days(125));
    programme.watch->look();
    storage::LeaseGuard ahead(world.store, "sender", 2min), later(world.store, "sender", 2min);
    REQUIRE(ahead.take(world.clock.now()));
    storage::Mail mail;
    mail.sealed_to = mail.sealed_text = "sealed";
    mail.created_at = mail.due_at = world.clock.now();
    storage::Operator person;
    person.id = storage::OperatorId("ana");
    person.name = "Ana";
    world.store.write([&](storage::Write& write) {
        storage::mails::add(write, mail);
        storage::operators::add(write, person);
        auto const now = world.clock.now();
        storage::sessions::add(write, {"token", person.id, now, now, now + days(30)});
    });
    programme.jump(-days(125));
    programme.watch->look();
    CHECK(later.take(world.clock.now()));
    CHECK(storage::mails::due(world.store, world.clock.now(), 10).size() == 1);
    CHECK_FALSE(storage::sessions::find(world.store, "token"));
}

TEST_CASE("a clock that goes back and returns was never ahead", "[clock]") {
    Programme programme(GENERATE(from_range(test::databases())));
    programme.run(2h);
    programme.jump(-days(300));
    CHECK(programme.may_destroy());
    programme.world.clock.advance(10min);
    programme.jump(days(300));
    CHECK(programme.may_destroy());
    CHECK(programme.alerts() == 0);
}

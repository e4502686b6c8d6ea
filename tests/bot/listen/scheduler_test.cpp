#include "bot/listen/scheduler.h"

#include <catch2/catch.hpp>
#include <thread>

#include "storage/leases.h"
#include "storage/networks.h"
#include "storage/posts.h"
#include "storage/watch_queries.h"
#include "tests/fakes/fake_network.h"
#include "tests/tools/world.h"

using bot::listen::Intake;
using bot::listen::Scheduler;
using bot::networks::Network;
using bot::networks::NetworkError;
using bot::networks::SearchPage;
using std::chrono::milliseconds;
using std::chrono::seconds;
using test::found_post;

namespace {

/// A program with one fake network, or more.
struct Program {
    explicit Program(std::string const& database) : world(database) { add("fake"); }

    test::FakeListener& add(std::string name) {
        auto listener = std::make_unique<test::FakeListener>();
        auto& fake = *listener;
        Network network;
        network.name = std::move(name);
        network.listener = std::move(listener);
        networks.push_back(std::move(network));
        return fake;
    }
    test::FakeListener& fake() { return static_cast<test::FakeListener&>(*networks.front().listener); }
    milliseconds run_once() { return scheduler.run_once(networks.front()); }
    storage::NetworkState state() { return *storage::networks::find(world.store, "fake"); }

    test::World world;
    Intake intake{world.store, world.keys, world.clock, test::plain_judge()};
    std::vector<Network> networks;
    Scheduler scheduler{world.store,       world.clock, intake, networks, {seconds(30), seconds(3600)},
                        [] { return 0.5; }};
};

SearchPage page(std::string cursor, std::vector<bot::networks::FoundPost> posts = {}, bool more = false) {
    SearchPage made;
    made.cursor = std::move(cursor);
    made.posts = std::move(posts);
    made.more = more;
    return made;
}

}  // namespace

TEST_CASE("a network is asked again when its interval is over, with the cursor of its last page",
          "[listen]") {
    Program program(GENERATE(from_range(test::databases())));
    program.fake().will_give(page("one", {found_post("1", "praise 0.9")}));
    CHECK(program.run_once() == seconds(60));
    CHECK(program.run_once() == seconds(60));
    CHECK(program.fake().cursors == std::vector<std::string>{""});
    program.world.clock.advance(seconds(60));
    program.run_once();
    CHECK(program.fake().cursors == std::vector<std::string>{"", "one"});
    CHECK(program.state().cursor == "one");
    CHECK(program.state().succeeded_at == program.world.clock.now());
}

TEST_CASE("pages that wait are taken at once, and a network's own pace is kept", "[listen]") {
    Program program("sqlite");
    program.fake().will_give(page("one", {}, true));
    auto slow = page("two", {}, true);
    slow.wait = milliseconds(1500);
    program.fake().will_give(slow);
    CHECK(program.run_once() == milliseconds(0));
    CHECK(program.run_once() == milliseconds(1500));
    CHECK(program.state().due_at == program.world.clock.now() + milliseconds(1500));
}

TEST_CASE("where listening stands survives a restart", "[listen]") {
    auto const database = GENERATE(from_range(test::databases()));
    test::World world(database);
    std::vector<Network> networks(1);
    networks[0].name = "fake";
    for (auto const* cursor : {"one", "two"}) {
        auto listener = std::make_unique<test::FakeListener>();
        auto& fake = *listener;
        networks[0].listener = std::move(listener);
        fake.will_give(page(cursor));
        Intake intake(world.store, world.keys, world.clock, test::plain_judge());
        Scheduler(world.store, world.clock, intake, networks, {}, [] { return 0.5; }).run_once(networks[0]);
        CHECK(fake.cursors.front() == (cursor == std::string("one") ? "" : "one"));
        world.clock.advance(seconds(60));
        world.restart();
    }
}

TEST_CASE("failures back off further each time and say whose they are", "[listen]") {
    Program program(GENERATE(from_range(test::databases())));
    for (auto const wait : {30, 60, 120}) {
        program.fake().will_fail(NetworkError(NetworkError::Class::auth, "fake: the token is refused"));
        CHECK(program.run_once() == seconds(wait));
        CHECK(program.run_once() == seconds(wait));
        program.world.clock.advance(seconds(wait));
    }
    CHECK(program.state().failures == 3);
    CHECK(program.state().error_class == "auth");
    CHECK(program.state().error == "fake: the token is refused");
    program.run_once();
    CHECK(program.state().failures == 0);
    CHECK_FALSE(program.state().error);
}

TEST_CASE("a network that says when to come back is not asked before", "[listen]") {
    Program program("sqlite");
    program.fake().will_fail(NetworkError(NetworkError::Class::rate, "fake: too fast", false, seconds(900)));
    CHECK(program.run_once() == seconds(900));
    CHECK(program.state().error_class == "rate");
}

TEST_CASE("any other failure of a connector is ours and stops nothing", "[listen]") {
    Program program("sqlite");
    program.fake().will_fail(std::runtime_error("unexpected"));
    CHECK(program.run_once() == seconds(30));
    CHECK(program.state().error_class == "ours");
}

TEST_CASE("a network that fails does not delay another", "[listen]") {
    Program program("sqlite");
    auto& good = program.add("good");
    program.fake().will_fail(NetworkError(NetworkError::Class::theirs, "fake: down"));
    good.will_give(page("one", {found_post("1", "praise 0.9")}));
    program.scheduler.run_once(program.networks[0]);
    program.scheduler.run_once(program.networks[1]);
    CHECK(storage::networks::find(program.world.store, "good")->cursor == "one");
    CHECK(storage::networks::find(program.world.store, "fake")->failures == 1);
}

TEST_CASE("two programs on one database do not both ask a network", "[listen]") {
    Program program(GENERATE(from_range(test::databases())));
    Scheduler other(program.world.store, program.world.clock, program.intake, program.networks, {},
                    [] { return 0.5; });
    program.run_once();
    program.world.clock.advance(seconds(60));
    other.run_once(program.networks.front());
    CHECK(program.fake().cursors.size() == 1);
    program.scheduler.stop();
    other.run_once(program.networks.front());
    CHECK(program.fake().cursors.size() == 2);
}

TEST_CASE("a page that took longer than the lease is stored unless another program took over", "[listen]") {
    Program program(GENERATE(from_range(test::databases())));
    struct Slow : bot::networks::Listener {
        Slow(Program& in, bool over) : program(in), taken_over(over) {}
        SearchPage search(bot::networks::WatchQuery const&, std::string_view) override {
            program.world.clock.advance(std::chrono::minutes(10));
            if (taken_over) REQUIRE(other.take(program.world.clock.now()));
            return page("one", {found_post("1", "praise 0.9")});
        }
        Program& program;
        bool const taken_over;
        storage::LeaseGuard other{program.world.store, "listen:fake", seconds(60)};
    };
    auto const taken_over = GENERATE(false, true);
    program.networks.front().listener = std::make_unique<Slow>(program, taken_over);
    program.run_once();
    CHECK(program.state().cursor == (taken_over ? "" : "one"));
    CHECK(storage::networks::find(program.world.store, "fake")->failures == 0);
}

TEST_CASE("the scheduler's threads start, take pages in and stop", "[listen][threads]") {
    Program program("sqlite");
    for (int i = 0; i < 20; ++i) program.fake().will_give(page(std::to_string(i), {}, i < 19));
    auto& other = program.add("other");
    other.will_fail(NetworkError(NetworkError::Class::network, "other: no way there"));
    program.scheduler.start();
    auto const reached = [&] {
        auto const state = storage::networks::find(program.world.store, "fake");
        return state && state->cursor == "19";
    };
    auto const give_up = std::chrono::steady_clock::now() + seconds(30);
    while (!reached() && std::chrono::steady_clock::now() < give_up) std::this_thread::yield();
    program.scheduler.stop();
    CHECK(reached());
}

TEST_CASE("waiting doubles up to a limit and is uneven", "[listen]") {
    bot::listen::BackOff const settings{seconds(30), seconds(3600)};
    CHECK(wait_after(settings, 1, 0.5) == seconds(30));
    CHECK(wait_after(settings, 4, 0.5) == seconds(240));
    CHECK(wait_after(settings, 1000, 0.5) == seconds(3600));
    CHECK(wait_after(settings, 1, 0) == milliseconds(22'500));
    CHECK(wait_after(settings, 1, 1) == milliseconds(37'500));
    CHECK(wait_after(settings, 1, 0.5, seconds(100)) == seconds(100));
}

TEST_CASE("what is watched is asked for from the next page on", "[listen][watch]") {
    Program program(GENERATE(from_range(test::databases())));
    auto& reddit = program.add("reddit");
    program.scheduler.run_once(program.networks.back());
    CHECK(reddit.queries.at(0).searches.empty());
    program.world.store.write([&](storage::Write& write) {
        storage::WatchQuery row;
        row.id = storage::WatchQueryId::random();
        row.words = "\"great support\" -hiring";
        row.author = "Ines";
        row.steward = "Ben";
        row.created_at = program.world.clock.now();
        storage::watch_queries::add(write, row);
    });
    program.world.clock.advance(seconds(60));
    program.scheduler.run_once(program.networks.back());
    CHECK(reddit.queries.at(1).searches.size() == 1);
    REQUIRE(reddit.queries.at(1).queries.size() == 1);
}

TEST_CASE("whose failure it is, is noted by its name", "[listen]") {
    using Class = NetworkError::Class;
    auto const [error_class, name] = GENERATE(table<Class, std::string>({{Class::auth, "auth"},
                                                                         {Class::rate, "rate"},
                                                                         {Class::network, "network"},
                                                                         {Class::theirs, "theirs"},
                                                                         {Class::ours, "ours"}}));
    Program program("sqlite");
    program.fake().will_fail(NetworkError(error_class, "fake: no"));
    program.run_once();
    CHECK(program.state().error_class == name);
    CHECK(program.state().failed_at == program.world.clock.now());
}

TEST_CASE("what a failed page held is asked for again, and what a page skipped stops nothing", "[listen]") {
    Program program("sqlite");
    auto first = page("one", {found_post("1", "praise 0.9")});
    for (int i = 0; i < 25; ++i) first.skipped.push_back({"a.jsonl:" + std::to_string(i), "is not JSON"});
    program.fake().will_give(first);
    program.fake().will_fail(NetworkError(NetworkError::Class::network, "fake: cut off"));
    CHECK(program.run_once() == seconds(60));
    program.world.clock.advance(seconds(60));
    program.run_once();
    program.world.clock.advance(seconds(30));
    program.run_once();
    CHECK(program.fake().cursors == std::vector<std::string>{"", "one", "one"});
    CHECK(storage::posts::count(program.world.store) == 1);
}

TEST_CASE("our own pace is no failure of the network", "[listen][pace]") {
    Program program("sqlite");
    program.fake().will_fail(bot::networks::TooEarly("fake: it is too early", seconds(3)));
    program.fake().will_give(page("1"));
    CHECK(program.run_once() == seconds(3));
    CHECK(program.state().failures == 0);
    CHECK_FALSE(program.state().error_class);
    program.world.clock.advance(seconds(3));
    program.run_once();
    CHECK(program.state().succeeded_at);
    CHECK(program.state().cursor == "1");
}

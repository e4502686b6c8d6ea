#include "bot/nominate/season_steps.h"

#include <sys/wait.h>

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <csignal>
#include <cstdlib>
#include <thread>

#include "bot/nominate/open_ends.h"
#include "bot/nominate/season.h"
#include "storage/operators.h"
#include "storage/standings.h"
#include "tests/bot/nominate/builders.h"
#include "tests/tools/child.h"

using namespace std::chrono_literals;
using namespace bot::nominate;
using Catch::Contains;
using State = storage::Season::State;
using By = storage::SeasonStep::By;
using std::chrono::days;

namespace {

State state_of(storage::Store const& store, std::string const& id) {
    return storage::seasons::find(store, id)->state;
}

/// What the season of season_settings() is, and the next one, which opens when that has closed.
SeasonSettings next_season() {
    auto next = test::season_settings();
    next.id = "2027";
    next.name = "Spring 2027";
    auto const later = days(90);
    next.publishes_at = next.opens_at + days(30);
    for (auto* date : {&next.opens_at, &next.closes_at, &next.counts_at, &next.announced_at}) *date += later;
    return next;
}

void plan_next(storage::Store& store, storage::Time now) {
    store.write([&](storage::Write& write) { ensure_season(write, next_season(), now); });
}

storage::OperatorId add_lead(storage::Store& store) {
    storage::Operator ana;
    ana.id = storage::OperatorId::random();
    ana.name = "Ana";
    ana.role = storage::Operator::Role::lead;
    store.write([&](storage::Write& write) { storage::operators::add(write, ana); });
    return ana.id;
}

std::string refusal(std::function<void()> const& act) {
    try {
        act();
    } catch (StepRefused const& refused) {
        return refused.what();
    }
    return "taken";
}

}  // namespace

TEST_CASE("by the clock a season is published and opened, closed, counted, announced and put away",
          "[nominate][seasons]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    auto const& store = programme.world.store;
    auto const settings = test::season_settings();
    CHECK(state_of(store, "2026") == State::open);
    programme.until(settings.closes_at - 1ms);
    CHECK(state_of(store, "2026") == State::open);
    programme.until(settings.closes_at);
    CHECK(state_of(store, "2026") == State::closed);
    programme.until(settings.counts_at);
    CHECK(state_of(store, "2026") == State::counted);
    programme.until(settings.announced_at);
    CHECK(state_of(store, "2026") == State::announced);
    programme.until(settings.announced_at + days(365));
    CHECK(state_of(store, "2026") == State::archived);
    auto const steps = storage::seasons::steps(store, "2026");
    REQUIRE(steps.size() == 7);
    CHECK(steps.front().by == By::settings);
    for (std::size_t i = 1; i < steps.size(); ++i) CHECK(steps[i].by == By::clock);
    CHECK(steps[3].taken_at == settings.closes_at);
}

TEST_CASE("a season that closes makes room for the next, which takes nominations from the same moment on",
          "[nominate][seasons]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    plan_next(programme.world.store, programme.world.clock.now());
    CHECK(state_of(programme.world.store, "2027") == State::draft);
    programme.until(next_season().publishes_at.value());
    CHECK(state_of(programme.world.store, "2027") == State::published);
    programme.until(next_season().opens_at);
    CHECK(state_of(programme.world.store, "2026") == State::closed);
    CHECK(state_of(programme.world.store, "2027") == State::open);
    CHECK(programme.nominations.season()->id == "2027");
}

TEST_CASE("what became due while the program was away is taken step by step", "[nominate][seasons]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    programme.world.clock.set(test::season_settings().announced_at);
    CHECK(take_due_steps(programme.world.store, programme.world.clock.now()) == 3);
    CHECK(take_due_steps(programme.world.store, programme.world.clock.now()) == 0);
    CHECK(storage::seasons::steps(programme.world.store, "2026").size() == 6);
}

TEST_CASE("a person goes before the clock with a reason, and the date becomes that moment", "[nominate][seasons]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    auto& store = programme.world.store;
    auto const ana = add_lead(store);
    auto const now = programme.world.clock.now();
    CHECK(refusal([&] { take_step(store, "2026", State::closed, {ana, " \n"}, now); }) == "season.no.reason");
    CHECK(refusal([&] { take_step(store, "2026", State::closed, {ana, std::string(501, 'x')}, now); }) ==
          "season.no.too_long");
    take_step(store, "2026", State::closed, {ana, " Enough said "}, now);
    auto const season = *storage::seasons::find(store, "2026");
    CHECK(season.state == State::closed);
    CHECK(season.closes_at == now);
    CHECK(season.counts_at == test::season_settings().counts_at);
    auto const step = storage::seasons::steps(store, "2026").back();
    CHECK(step.by == By::console);
    CHECK(step.person == ana);
    CHECK(step.reason == "Enough said");
    take_step(store, "2026", State::counted, {{}, "All answered"}, now);
    CHECK(storage::seasons::steps(store, "2026").back().by == By::command);
}

TEST_CASE("at its date a person needs no reason", "[nominate][seasons]") {
    test::Programme programme;
    programme.world.clock.set(test::season_settings().closes_at);
    take_step(programme.world.store, "2026", State::closed, {}, programme.world.clock.now());
    CHECK(state_of(programme.world.store, "2026") == State::closed);
    CHECK(storage::seasons::find(programme.world.store, "2026")->closes_at == test::season_settings().closes_at);
}

TEST_CASE("no step is left out, none is taken twice, and none goes back", "[nominate][seasons]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    auto& store = programme.world.store;
    auto const now = programme.world.clock.now();
    for (auto const step : {State::draft, State::published, State::open, State::counted, State::announced,
                            State::archived})
        CHECK(refusal([&] { take_step(store, "2026", step, {{}, "why"}, now); }) == "season.no.order");
    CHECK(refusal([&] { take_step(store, "1999", State::open, {{}, "why"}, now); }) == "season.no.not_found");
    CHECK(state_of(store, "2026") == State::open);
}

TEST_CASE("a season opens only after its rules are published, and not beside another", "[nominate][seasons]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    auto& store = programme.world.store;
    auto const now = programme.world.clock.now();
    plan_next(store, now);
    auto const take = [&](State step) {
        return refusal([&] { take_step(store, "2027", step, {{}, "why"}, now); });
    };
    CHECK(take(State::open) == "season.no.order");
    CHECK(take(State::published) == "taken");
    CHECK(take(State::open) == "season.no.other_open");
    take_step(store, "2026", State::closed, {{}, "why"}, now);
    CHECK(take(State::open) == "taken");
}

TEST_CASE("published rules are frozen: neither the settings nor the console change them", "[nominate][seasons]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    auto& store = programme.world.store;
    auto const now = programme.world.clock.now();
    plan_next(store, now);
    auto other = next_season();
    other.rules.categories = {"team"};
    CHECK(store.write([&](storage::Write& write) { return edit_draft(write, other); }));
    take_step(store, "2027", State::published, {{}, "why"}, now);
    auto const frozen = *storage::seasons::find(store, "2027");
    CHECK(frozen.rules_sha256 == bot::sha256_hex(frozen.rules));
    other.rules.categories = {"patience"};
    CHECK_FALSE(store.write([&](storage::Write& write) { return edit_draft(write, other); }));
    CHECK(store.write([&](storage::Write& write) { return ensure_season(write, other, now); }).settings_ignored);
    CHECK(storage::seasons::find(store, "2027")->rules == frozen.rules);
}

TEST_CASE("of many processes that try, one takes the step", "[nominate][seasons]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    programme.world.clock.set(test::season_settings().closes_at);
    auto const now = programme.world.clock.now();
    // An SQLite file has one process; there the callers share its store.
    auto const alone = programme.world.store.engine() == storage::Engine::sqlite;
    std::optional<storage::Store> other;
    if (!alone) other.emplace(programme.world.options());
    std::atomic<int> taken = 0;
    {
        std::vector<std::jthread> all;
        for (int i = 0; i < 8; ++i)
            all.emplace_back([&, i] {
                taken += take_due_steps(alone || i % 2 == 0 ? programme.world.store : *other, now);
            });
    }
    CHECK(taken == 1);
    CHECK(storage::seasons::steps(programme.world.store, "2026").size() == 4);
}

TEST_CASE("killed at any moment of a step, the next run goes on where it was", "[nominate][seasons][kill]") {
    auto const [at, state, taken] = GENERATE(table<std::string, State, bool>({
        {"season.taking", State::closed, false},
        {"season.taken", State::closed, true},
        {"season.taking", State::counted, false},
        {"season.taken", State::counted, true},
        {"season.taking", State::announced, false},
        {"season.taken", State::announced, true},
    }));
    INFO(at << " on the way to " << name_of(state));
    test::Folder const folder;
    test::Database const database("sqlite", folder);
    storage::StoreOptions const options{database.url, folder / "backups", 1, [] { return storage::Time{}; }};
    auto const settings = test::season_settings();
    auto const due = [&](State to) { return *bot::award::due_at(*storage::seasons::find(storage::Store(options), "2026"), to); };
    {
        storage::Store store(options);
        store.write([&](storage::Write& write) { ensure_season(write, settings, settings.opens_at); });
        for (auto before = State::closed; before < state; before = *bot::award::next_state(before))
            take_step(store, "2026", before, {{}, "why"}, settings.opens_at);
    }
    auto const now = due(state);
    auto const child = test::in_a_child([&] {
        ::setenv("SUPPORTAWARDS_KILL_AT", at.c_str(), 1);
        storage::Store store(options);
        take_due_steps(store, now);
    });
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == SIGKILL);
    storage::Store store(options);
    CHECK((state_of(store, "2026") == state) == taken);
    take_due_steps(store, now);
    CHECK(state_of(store, "2026") == state);
    auto const steps = storage::seasons::steps(store, "2026");
    CHECK(std::ranges::count(steps, state, &storage::SeasonStep::state) == 1);
}

TEST_CASE("once it is counted, follow-up answers and confirmations change nothing", "[nominate][seasons]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    auto& world = programme.world;
    auto form = programme.form();
    form.may_ask = true;
    auto const asked = programme.thank(form);
    auto other = programme.form("Kettle", "ben@example.org");
    auto const unconfirmed = programme.send(other);
    programme.until(test::season_settings().closes_at);
    programme.follow_ups.run_once();
    auto const link = programme.letters().back().link("/follow-up/");
    take_step(world.store, "2026", State::counted, {{}, "why"}, world.clock.now());
    auto const changes = programme.count("board_changes");
    auto const question = programme.follow_ups.find(link);
    REQUIRE(question);
    CHECK(question->too_late);
    CHECK(programme.follow_ups.answer(link, "yes"));
    CHECK_FALSE(storage::follow_ups::find(world.store, asked.id)->answer);
    CHECK_FALSE(programme.nominations.confirm(unconfirmed, "en"));
    CHECK(programme.count("board_changes") == changes);
    CHECK(storage::standings::voices(world.store, "2026", asked.company).size() == 1);
}

TEST_CASE("nobody is asked how it ended once the season is counted", "[nominate][seasons]") {
    test::Programme programme;
    auto form = programme.form();
    form.may_ask = true;
    programme.thank(form);
    auto const now = programme.world.clock.now();
    take_step(programme.world.store, "2026", State::closed, {{}, "why"}, now);
    take_step(programme.world.store, "2026", State::counted, {{}, "why"}, now);
    auto const mails = programme.letters().size();
    programme.world.clock.advance(days(15));
    programme.follow_ups.run_once();
    CHECK(programme.letters().size() == mails);
}

TEST_CASE("what a season still waits for is counted", "[nominate][seasons]") {
    test::Programme programme(GENERATE(from_range(test::databases())));
    auto& store = programme.world.store;
    CHECK(open_ends(store, "2026").none());
    auto form = programme.form();
    form.may_ask = form.may_publish = true;
    programme.thank(form);
    programme.send(programme.form("Kettle", "ben@example.org"));
    auto const ends = open_ends(store, "2026");
    CHECK(ends.unconfirmed == 1);
    CHECK(ends.unanswered == 1);
    CHECK(ends.unread == 1);
    CHECK(ends.invitations == 0);
    CHECK(open_ends(store, "2027").none());
}

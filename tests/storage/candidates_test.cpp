#include "storage/candidates.h"

#include <catch2/catch.hpp>

#include "storage/decisions.h"
#include "storage/suppressions.h"
#include "tests/bot/desk/office.h"

using namespace std::chrono_literals;
namespace candidates = storage::candidates;
using storage::Candidate;

namespace {

auto engines() {
    return GENERATE(from_range(test::databases()));
}

}  // namespace

TEST_CASE("the queue's key weighs sureness against freshness", "[storage][desk]") {
    auto const now = test::ManualClock::start;
    CHECK(candidates::queue_key(now, 0.5) == now.time_since_epoch().count());
    CHECK(candidates::queue_key(now, 0.9) > candidates::queue_key(now, 0.6));
    CHECK(candidates::queue_key(now, 0.6) > candidates::queue_key(now - 24h, 0.9));
    CHECK(candidates::queue_key(now - 1h, 0.9) > candidates::queue_key(now, 0.6));
    CHECK(candidates::queue_key(now, 1.0) > candidates::queue_key(now, 0.999));
    CHECK(candidates::queue_key(now, 0.0) < now.time_since_epoch().count());
}

TEST_CASE("a candidate comes back as it was added", "[storage][desk]") {
    test::FreshOffice office(engines());
    auto const found = office->find({.praise = 0.123456789});
    office->sql("update candidates set person = 'Mária', handle = 'palomacare'");
    auto const candidate = office->candidate(found);
    CHECK(candidate.praise == 0.123456789);
    CHECK(candidate.person == "Mária");
    CHECK(candidate.handle == "palomacare");
    CHECK(candidate.lane == Candidate::Lane::likely);
    CHECK(candidate.state == Candidate::State::waiting);
    CHECK_FALSE(candidate.held_by);
    CHECK_FALSE(candidate.decided_at);
    CHECK_FALSE(candidates::find(office->store, storage::CandidateId("none")));
}

TEST_CASE("a post is queued once, and nobody who was invited or said stop is queued again",
          "[storage][desk]") {
    test::FreshOffice office(engines());
    auto const found = office->find({});
    auto again = office->candidate(found);
    again.id = storage::CandidateId::random();
    auto const add = [&] {
        return office->store.write([&](storage::Write& write) { return candidates::add(write, again); });
    };
    CHECK_FALSE(add());
    auto const why = GENERATE(storage::suppressions::Why::invited, storage::suppressions::Why::stop);
    office->store.write([&](storage::Write& write) {
        storage::suppressions::add(write, office->keys.hash("author", {"fake", "mo"}), why,
                                   office->clock.now());
    });
    CHECK(office->find({.name = "post-2", .author = "mo"}).empty());
    CHECK_FALSE(office->find({.name = "post-3", .author = "di"}).empty());
    CHECK_FALSE(office->find({.name = "post-4", .author = {}}).empty());
}

TEST_CASE("stop outweighs invited and is never taken back", "[storage][desk]") {
    using storage::suppressions::Why;
    test::FreshOffice office(engines());
    auto const add = [&](Why why) {
        office->store.write([&](storage::Write& write) {
            storage::suppressions::add(write, "key", why, office->clock.now());
        });
    };
    CHECK_FALSE(storage::suppressions::find(office->store, "key"));
    add(Why::invited);
    CHECK(storage::suppressions::find(office->store, "key") == Why::invited);
    add(Why::stop);
    add(Why::invited);
    CHECK(storage::suppressions::find(office->store, "key") == Why::stop);
}

TEST_CASE("a claim is a compare-and-swap", "[storage][desk]") {
    test::FreshOffice office(engines());
    auto const found = office->find({});
    auto const now = office->clock.now();
    auto const claim = [&](storage::OperatorId const& person, storage::Time at) {
        return office->store.write(
            [&](storage::Write& write) { return candidates::claim(write, found, person, at, at + 5min); });
    };
    CHECK(claim(office->ana, now));
    CHECK(claim(office->ana, now + 4min));
    CHECK_FALSE(claim(office->ben, now + 8min));
    CHECK(claim(office->ben, now + 9min));
    CHECK(candidates::holder(office->store, found, now + 9min) == "Ben");
    CHECK_FALSE(candidates::holder(office->store, found, now + 14min));
    auto const moves = [&] {
        return office->store.write([&](storage::Write& write) {
            return candidates::move(write, found, Candidate::State::waiting, Candidate::State::skipped, now);
        });
    };
    CHECK(moves());
    CHECK_FALSE(moves());
    CHECK_FALSE(claim(office->ben, now + 1h));
}

TEST_CASE("decisions are kept in the order they were made", "[storage][desk]") {
    test::FreshOffice office(engines());
    auto const found = office->find({});
    office->queue.later(found, office->ana);
    office->clock.advance(1s);
    office->queue.skip(found, office->ben, "product", "");
    auto const all = storage::decisions::of(office->store, found);
    REQUIRE(all.size() == 2);
    CHECK(all[0].what == "later");
    CHECK(all[1].reason == "product");
    CHECK_FALSE(all[1].note);
    CHECK_THROWS_AS(office->sql("update decisions set what = 'whim'"), storage::Error);
}

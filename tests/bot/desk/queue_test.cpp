#include "bot/desk/queue.h"

#include <catch2/catch.hpp>

#include "storage/decisions.h"
#include "storage/suppressions.h"
#include "tests/bot/desk/office.h"

using namespace std::chrono_literals;
using bot::desk::Card;
using storage::Candidate;
using Lane = Candidate::Lane;
using test::refusal;

namespace {

auto engines() {
    return GENERATE(from_range(test::databases()));
}

std::vector<storage::CandidateId> ids(bot::desk::Lane const& lane) {
    std::vector<storage::CandidateId> all;
    for (auto const& line : lane.lines) all.push_back(line.id);
    return all;
}

}  // namespace

TEST_CASE("lanes list the newest and surest first, page by page", "[desk]") {
    test::FreshOffice office(engines());
    std::vector<storage::CandidateId> expected;
    for (int n = 0; n < 5; ++n) {
        auto const name = std::to_string(n);
        expected.push_back(office->find({.name = name, .author = name, .age = std::chrono::hours(n)}));
    }
    auto const surer = office->find({.name = "s", .author = "s", .praise = 0.999, .age = 3h});
    office->find({.name = "m", .author = "m", .lane = Lane::maybe});
    expected.insert(expected.begin(), surer);
    std::vector<storage::CandidateId> listed;
    std::optional<storage::QueueKey> after;
    do {
        auto const page = office->queue.lane(Lane::likely, 2, after);
        CHECK(page.waiting == 6);
        for (auto const& id : ids(page)) listed.push_back(id);
        after = page.next;
    } while (after);
    CHECK(listed == expected);
    CHECK(ids(office->queue.lane(Lane::maybe, 2)).size() == 1);
}

TEST_CASE("a lease is seen by others, renewed by its holder, and returns when it runs out", "[desk]") {
    test::FreshOffice office(engines());
    auto const found = office->find({});
    office->queue.claim(found, office->ana);
    CHECK(office->queue.lane(Lane::likely, 2).lines[0].held_by == "Ana");
    CHECK(office->queue.card(found, office->ben)->held_by == "Ana");
    CHECK(office->queue.card(found, office->ana)->mine);
    CHECK(refusal([&] { office->queue.claim(found, office->ben); }) == "held");
    CHECK(refusal([&] { office->queue.skip(found, office->ben, "sarcasm", ""); }) == "held");
    CHECK(refusal([&] { office->queue.later(found, office->ben); }) == "held");
    CHECK(refusal([&] { office->queue.set_company(found, office->ben, "Kettle"); }) == "held");
    CHECK(refusal([&] {
              office->desk.approve(found, office->ben, "Hi {link}", storage::Reply::Channel::api);
          }) == "held");
    office->clock.advance(4min);
    office->queue.claim(found, office->ana);
    office->clock.advance(4min);
    CHECK(refusal([&] { office->queue.claim(found, office->ben); }) == "held");
    office->clock.advance(1min);
    CHECK_FALSE(office->queue.lane(Lane::likely, 2).lines[0].held_by);
    office->queue.claim(found, office->ben);
    CHECK(refusal([&] { office->approve(found); }) == "held");
}

TEST_CASE("the next item is the best that nobody else holds", "[desk]") {
    test::FreshOffice office(engines());
    CHECK_FALSE(office->queue.next(office->ana));
    auto const maybe = office->find({.name = "m", .author = "m", .lane = Lane::maybe});
    auto const likely = office->find({});
    CHECK(office->queue.next(office->ben) == likely);
    office->queue.claim(likely, office->ana);
    CHECK(office->queue.next(office->ben) == maybe);
    CHECK(office->queue.next(office->ana) == likely);
}

TEST_CASE("skipping wants a reason of the list, and can be taken back", "[desk]") {
    test::FreshOffice office(engines());
    auto const found = office->find({});
    CHECK(refusal([&] { office->queue.skip(found, office->ana, "because", ""); }) == "reason");
    CHECK(refusal([&] { office->queue.skip(found, office->ana, "other", " "); }) == "note");
    office->queue.skip(found, office->ana, "other", "a joke among friends");
    CHECK(office->queue.lane(Lane::likely, 5).lines.empty());
    CHECK(office->queue.skipped_lately(5)[0].id == found);
    auto const decision = storage::decisions::of(office->store, found).back();
    CHECK(decision.reason == "other");
    CHECK(decision.note == "a joke among friends");
    CHECK(decision.person == office->ana);
    CHECK(refusal([&] { office->approve(found); }) == "decided");
    office->queue.restore(found, office->ben);
    CHECK(office->queue.lane(Lane::likely, 5).lines.size() == 1);
    CHECK(refusal([&] { office->queue.restore(found, office->ben); }) == "decided");
}

TEST_CASE("what is put off comes back by itself", "[desk]") {
    test::FreshOffice office(engines());
    auto const found = office->find({});
    office->queue.later(found, office->ana);
    CHECK(office->queue.lane(Lane::likely, 5).waiting == 0);
    CHECK_FALSE(office->queue.next(office->ana));
    office->clock.advance(4h);
    CHECK(office->queue.next(office->ben) == found);
}

TEST_CASE("another company can be said by any of its names, or that it is none", "[desk]") {
    test::FreshOffice office(engines());
    auto const found = office->find({});
    office->queue.set_company(found, office->ana, "kettle");
    auto const card = office->queue.card(found, office->ana);
    CHECK(card->company->name == "Kettle");
    CHECK_THAT(card->draft.words, Catch::Contains("Kettle"));
    CHECK(refusal([&] { office->queue.set_company(found, office->ana, "Nobody Ltd"); }) == "no_such_company");
    office->queue.set_company(found, office->ana, "");
    CHECK_FALSE(office->queue.card(found, office->ana)->company);
    CHECK_THAT(office->queue.card(found, office->ana)->draft.words, !Catch::Contains("{link}"));
}

TEST_CASE("the card says whom we wrote to before", "[desk]") {
    test::FreshOffice office(engines());
    auto const first = office->find({});
    auto const second = office->find({.name = "2"});
    CHECK(office->queue.card(second, office->ana)->author == Card::Author::never_written_to);
    office->approve(first);
    CHECK(office->queue.card(second, office->ana)->author == Card::Author::written_to);
    auto const key = *office->queue.card(second, office->ana)->item.post.author_key;
    office->store.write([&](storage::Write& write) {
        storage::suppressions::add(write, key, storage::suppressions::Why::stop, office->clock.now());
    });
    CHECK(office->queue.card(second, office->ana)->author == Card::Author::said_stop);
    CHECK_FALSE(office->queue.card(storage::CandidateId("nobody"), office->ana));
}

TEST_CASE("what became late moves to the quiet lane and its draft only thanks", "[desk]") {
    test::FreshOffice office(engines());
    auto const found = office->find({});
    office->clock.advance(72h);
    office->queue.move_late();
    CHECK(office->queue.lane(Lane::quiet, 5).waiting == 1);
    auto const card = office->queue.card(found, office->ana);
    CHECK(card->quiet);
    CHECK_THAT(card->draft.words, Catch::Contains("Jo") && !Catch::Contains("{link}"));
}

TEST_CASE("the note of a skip has up to 500 characters, however many bytes they take", "[desk]") {
    test::FreshOffice office(engines());
    auto const found = office->find({});
    std::string note;
    for (int n = 0; n < 500; ++n) note += "ü";
    CHECK(refusal([&] { office->queue.skip(found, office->ana, "other", note + "!"); }) == "too_long");
    CHECK(office->candidate(found).state == Candidate::State::waiting);
    office->queue.skip(found, office->ana, "other", note);
    CHECK(storage::decisions::of(office->store, found).at(0).note == note);
}

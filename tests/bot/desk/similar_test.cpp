#include <catch2/catch.hpp>

#include "bot/listen/intake.h"
#include "bot/listen/wording.h"
#include "storage/decisions.h"
#include "storage/posts.h"
#include "tests/bot/desk/office.h"
#include "tests/fakes/fake_network.h"

using namespace std::chrono_literals;
using Lane = storage::Candidate::Lane;

namespace {

std::string const advert =
    "Huge thanks to the amazing sponsors of our raffle, tickets are still on sale and every one of them wins "
    "a "
    "prize bundle from the lovely team at the harbour shop";

/// `advert` with another beginning: six to eight tenths of the pairs of words stay. Beginnings are chosen so
/// that they share a band, which is chance.
std::string variant(std::string const& beginning) {
    return beginning + " raffle," + advert.substr(advert.find(" tickets"));
}

std::string const kind = "Many thanks to the kind sponsors of our",
                  grateful = "So grateful to all sponsors of our", all = "Thank you all for this";

/// A desk whose posts are taken in as the daemon does.
struct Desk : test::FreshOffice {
    Desk()
        : FreshOffice(GENERATE(from_range(test::databases()))),
          intake(office.store, office.keys, office.clock, test::plain_judge()) {}

    storage::CandidateId take(std::string const& name, std::string const& text) {
        bot::networks::SearchPage page;
        page.posts = {test::found_post(name, "praise 0.9 " + text)};
        intake.take("fake", page, [](storage::Write&) {});
        auto const key = office.keys.hash("post", {"fake", name});
        auto const post = storage::posts::find_by_key(office.store, key);
        return post ? storage::candidates::id_of(office.store, post->id).value_or(storage::CandidateId())
                    : storage::CandidateId();
    }
    void skip(storage::CandidateId const& id, std::string const& reason) {
        office.clock.advance(1min);
        office.queue.skip(id, office.ana, reason, "a note");
    }
    bool lower(storage::CandidateId const& id) {
        auto const candidate = office.candidate(id);
        auto const usual = storage::candidates::queue_key(candidate.created_at, candidate.praise);
        REQUIRE((candidate.queue_key == usual ||
                 candidate.queue_key == usual - std::chrono::milliseconds(24h).count()));
        CHECK((candidate.queue_key < usual) == candidate.demoted_for.has_value());
        return candidate.queue_key < usual;
    }
    std::optional<storage::Time> told(storage::CandidateId const& id) {
        return office.queue.card(id, office.ana)->like_skipped;
    }

    bot::listen::Intake intake;
};

bool similar(std::string_view one, std::string_view other) {
    return bot::listen::similar(one, other);
}

}  // namespace

TEST_CASE("half of the pairs of words make two long posts alike", "[listen][same]") {
    CHECK(similar(advert, variant(kind)));
    CHECK_FALSE(similar("thanks to the team at gate seven", "thanks to the team at gate seven"));
    CHECK_FALSE(similar(
        advert, "Thank you to the lovely team at the harbour office who found my bag and called me at home"));
}

TEST_CASE("a find like one that was skipped as no praise lies lower, and the card says why",
          "[desk][listen][same]") {
    Desk desk;
    auto const reason = GENERATE(as<std::string>(), "not_praise", "product", "sarcasm", "own_people");
    auto const first = desk.take("1", advert);
    desk.skip(first, reason);
    auto const skipped_at = desk->clock.now();
    desk->clock.advance(48h);
    auto const like = desk.take("2", variant(kind));
    REQUIRE_FALSE(like.empty());
    CHECK(desk.lower(like));
    CHECK(desk->candidate(like).demoted_for == first);
    CHECK(desk.told(like) == skipped_at);
    auto const other =
        desk.take("3", "Thank you to the crew who found my bag and carried it up to my room at night");
    CHECK_FALSE(desk.lower(other));
    CHECK_FALSE(desk.told(other));
    CHECK(desk->queue.lane(Lane::likely, 9).lines.front().id == other);
}

TEST_CASE("what waits already sinks when one like it is skipped, and rises when that is put back",
          "[desk][same]") {
    Desk desk;
    auto const one = desk.take("1", advert);
    auto const like = desk.take("2", variant(kind));
    REQUIRE_FALSE(like.empty());
    CHECK_FALSE(desk.lower(like));
    desk.skip(one, "not_praise");
    CHECK(desk.lower(like));
    CHECK(desk.told(like) == desk->clock.now());
    desk->clock.advance(1min);
    desk->queue.restore(one, desk->ben);
    CHECK_FALSE(desk.lower(like));
    CHECK_FALSE(desk.told(like));
    desk.skip(one, "sarcasm");
    desk.skip(like, "sarcasm");
    CHECK_FALSE(desk->queue.next(desk->ana));
}

TEST_CASE("a skip that says nothing of the words lowers nothing", "[desk][same]") {
    Desk desk;
    auto const reason = GENERATE(as<std::string>(), "sensitive", "closed", "other");
    auto const one = desk.take("1", advert);
    auto const waits = desk.take("2", variant(kind));
    desk.skip(one, reason);
    CHECK_FALSE(desk.lower(waits));
    CHECK_FALSE(desk.lower(desk.take("3", variant(grateful))));
}

TEST_CASE("what was skipped long ago, or is forgotten, lowers nothing", "[desk][listen][same]") {
    Desk desk;
    desk.skip(desk.take("1", advert), "not_praise");
    SECTION("long ago") {
        desk->clock.advance(24h * 31);
    }
    SECTION("forgotten") {
        desk->store.write([&](storage::Write& write) {
            storage::posts::erase_content(write, storage::posts::newest(write, 1).at(0).id,
                                          desk->clock.now());
        });
    }
    CHECK_FALSE(desk.lower(desk.take("2", variant(kind))));
}

TEST_CASE("a find that is classified again lies where its words of now belong", "[desk][listen][same]") {
    Desk desk;
    desk.skip(desk.take("1", advert), "not_praise");
    auto const like = desk.take("2", variant(kind));
    REQUIRE(desk.lower(like));
    desk.take("2", "Thank you to the crew who found my bag and carried it up to my room at night");
    CHECK_FALSE(desk.lower(like));
    desk.take("2", variant(all));
    CHECK(desk.lower(like));
}

#include "storage/decisions.h"

#include <catch2/catch.hpp>
#include <map>

#include "storage/posts.h"
#include "storage/suppressions.h"
#include "tests/bot/desk/office.h"

using namespace std::chrono_literals;
using storage::Reply;
namespace judgements = storage::judgements;

namespace {

/// A desk on which time goes on with each decision, and one find a name.
struct Evening : test::FreshOffice {
    Evening() : FreshOffice(GENERATE(from_range(test::databases()))) {}

    storage::CandidateId find(std::string const& name, std::string const& network = "fake") {
        office.clock.advance(1s);
        return office.find({.name = name, .author = name, .text = "words of " + name, .network = network});
    }
    storage::CandidateId skip(std::string const& name, std::string const& reason) {
        auto const id = find(name);
        office.queue.skip(id, office.ana, reason, "a note");
        return id;
    }
    Reply approve(std::string const& name) {
        auto const id = find(name);
        office.network->text = "words of " + name;
        return office.approve(id, "Thank you!");
    }
    storage::Post post_of(storage::CandidateId const& id) {
        return *storage::posts::find(office.store, office.candidate(id).post);
    }
    /// What is judged, by the words: "+" is praise, else the reason.
    std::map<std::string, std::string> judged() {
        std::map<std::string, std::string> all;
        for (auto const& one : judgements::with_words(office.store))
            all[one.text.substr(9)] = one.praise ? "+" : one.reason.value();
        return all;
    }
    /// "likely 2 of 3", a line a lane.
    std::string counts(storage::Time from = test::ManualClock::start, std::chrono::hours within = 24h) {
        std::string text;
        for (auto const& lane : judgements::counts(office.store, from, from + within))
            text += std::string(name_of(lane.lane)) + " " + std::to_string(lane.right) + " of " +
                    std::to_string(lane.judged) + "\n";
        return text;
    }
};

using Judged = std::map<std::string, std::string>;

}  // namespace

TEST_CASE("a decision says of a text what its reason says", "[storage][learn]") {
    Evening evening;
    evening.approve("answered");
    for (auto const* reason :
         {"not_praise", "product", "sarcasm", "own_people", "sensitive", "closed", "other"})
        evening.skip(reason, reason);
    evening.find("waits");
    CHECK(evening.judged() == Judged{{"answered", "+"},
                                     {"not_praise", "not_praise"},
                                     {"product", "product"},
                                     {"sarcasm", "sarcasm"},
                                     {"own_people", "own_people"}});
    CHECK(evening.counts() == "likely 1 of 5\n");
}

TEST_CASE("the last word counts, and who takes it back has said nothing", "[storage][learn]") {
    Evening evening;
    auto const reply = evening.approve("undone");
    auto const back = evening.skip("back", "not_praise");
    auto const again = evening.skip("again", "not_praise");
    evening->clock.advance(1s);
    evening->desk.undo(reply.id, evening->ana);
    evening->queue.restore(back, evening->ben);
    evening->queue.restore(again, evening->ben);
    CHECK(evening.judged().empty());
    CHECK(evening.counts().empty());
    evening->clock.advance(1s);
    evening->queue.set_company(again, evening->ben, "Kettle");
    evening->clock.advance(1s);
    evening->queue.skip(again, evening->ben, "sarcasm", "");
    CHECK(evening.judged() == Judged{{"again", "sarcasm"}});
    CHECK(evening.counts() == "likely 0 of 1\n");
}

TEST_CASE("an answer by hand is praise once it is said to be sent", "[storage][learn]") {
    Evening evening;
    auto const by_hand = [&](std::string const& name, bot::desk::Settled how) {
        auto const id = evening.find(name, "hand");
        auto const reply = evening->desk.approve(id, evening->ana, "Thank you!", Reply::Channel::hand);
        CHECK(evening.judged()[name] == "+");
        evening->clock.advance(1s);
        evening->desk.settle(reply.id, evening->ana, how);
    };
    by_hand("sent", bot::desk::Settled::sent);
    by_hand("unclear", bot::desk::Settled::unclear);
    by_hand("not", bot::desk::Settled::not_sent);
    CHECK(evening.judged() == Judged{{"sent", "+"}, {"unclear", "+"}});
}

TEST_CASE("words that are gone, changed since or of somebody who said stop are not given to learn from",
          "[storage][learn]") {
    Evening evening;
    auto const gone = evening.skip("gone", "product");
    auto const changed = evening.skip("changed", "product");
    evening.approve("stopped");
    evening.skip("kept", "product");
    CHECK(evening.judged().size() == 4);
    evening->clock.advance(1h);
    auto const now = evening->clock.now();
    evening->store.write([&](storage::Write& write) {
        storage::forget_post(write, evening.post_of(gone), "gone", now);
        storage::posts::set_text(write, evening.post_of(changed).id, "words of another", now);
        storage::record_opt_out(write, evening->keys.hash("author", {"fake", "stopped"}), now);
    });
    CHECK(evening.judged() == Judged{{"kept", "product"}});
    // What a person found them to be is counted all the same.
    CHECK(evening.counts() == "likely 1 of 4\n");
}

TEST_CASE("words that were changed before the decision are the ones judged", "[storage][learn]") {
    Evening evening;
    auto const id = evening.find("old");
    evening->store.write([&](storage::Write& write) {
        storage::posts::set_text(write, evening.post_of(id).id, "words of new", evening->clock.now());
    });
    evening->clock.advance(1s);
    evening->queue.skip(id, evening->ana, "product", "");
    CHECK(evening.judged() == Judged{{"new", "product"}});
}

TEST_CASE("what was judged in a time is counted by lane", "[storage][learn]") {
    Evening evening;
    using Lane = storage::Candidate::Lane;
    auto const skip = [&](std::string const& name, Lane lane) {
        auto const id =
            evening->find({.name = name, .author = name, .text = "words of " + name, .lane = lane});
        evening->clock.advance(1s);
        evening->queue.skip(id, evening->ana, "not_praise", "");
    };
    skip("a", Lane::maybe);
    skip("b", Lane::maybe);
    skip("c", Lane::quiet);
    evening.approve("d");
    CHECK(evening.counts() == "likely 1 of 1\nmaybe 0 of 2\nquiet 0 of 1\n");
    CHECK(evening.counts(test::ManualClock::start - 24h).empty());
    CHECK(evening.counts(test::ManualClock::start + 24h).empty());
    CHECK(judgements::latest(evening->store) == evening->clock.now());
}

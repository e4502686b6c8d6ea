#include <catch2/catch.hpp>

#include "bot/listen/intake.h"
#include "tests/fakes/fake_network.h"
#include "tests/tools/world.h"

using namespace std::chrono_literals;
using storage::Candidate;

namespace {

/// A post that is stored, and who would judge it today.
struct Stored : test::World {
    Stored() {
        post.network = "archive";
        post.native_id = "1";
        post.author_handle = "mira";
        post.text = "praise 0.9 company otter";
        post.written_at = clock.now();
    }
    std::optional<Candidate> judged(bot::listen::Settings const& settings = {}) {
        return bot::listen::Intake(store, keys, clock, test::plain_judge(), settings).reclassify(post);
    }
    storage::Post post;
};

}  // namespace

TEST_CASE("a stored post is classified again by its words of now", "[listen][edit]") {
    Stored stored;
    auto const find = stored.judged();
    REQUIRE(find);
    CHECK(find->model == "plain");
    CHECK(find->label == "praise");
    CHECK(find->praise == 0.9);
    CHECK(find->lane == Candidate::Lane::likely);
    CHECK(find->queue_key == storage::candidates::queue_key(stored.clock.now(), 0.9));
    CHECK_FALSE(find->company);
    for (auto const* no_find : {"thanks", "praise 0.49", "complaint", ""}) {
        stored.post.text = no_find;
        CHECK_FALSE(stored.judged());
    }
    stored.post.text.reset();
    CHECK_FALSE(stored.judged());
}

TEST_CASE("a stored post is classified again by the thresholds and the age of today", "[listen][edit]") {
    Stored stored;
    CHECK(stored.judged({.candidate_from = 0.9, .languages = {}}));
    CHECK_FALSE(stored.judged({.candidate_from = 0.91, .languages = {}}));
    CHECK(stored.judged({.likely_from = 0.91, .languages = {}})->lane == Candidate::Lane::maybe);
    stored.clock.advance(72h);
    CHECK(stored.judged()->lane == Candidate::Lane::likely);
    stored.clock.advance(1ms);
    CHECK(stored.judged()->lane == Candidate::Lane::quiet);
}

TEST_CASE("a stored post is judged with its language and its author", "[listen][edit]") {
    Stored stored;
    stored.post.language = "pt-BR";
    auto judge = test::plain_judge();
    std::string asked;
    judge.verdict = [&](bot::detect::Text const& text) {
        asked = std::string(text.language) + " " + std::string(text.author) + " " + std::string(text.words);
        bot::detect::Verdict verdict;
        verdict.praise = 0.9;
        return verdict;
    };
    CHECK(bot::listen::Intake(stored.store, stored.keys, stored.clock, judge).reclassify(stored.post));
    CHECK(asked == "pt-BR mira praise 0.9 company otter");
}

#include "bot/learn/retrainer.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <set>

#include "storage/posts.h"
#include "tests/bot/learn/evenings.h"

using namespace std::chrono_literals;
using bot::learn::GoneBack;
using Catch::Contains;
using storage::Model;
using storage::ModelUse;
using End = bot::learn::Refit::End;
namespace models = storage::models;

namespace {

/// A desk on which enough was decided; on each engine.
struct Taught : test::FreshLearningOffice {
    Taught() : FreshLearningOffice(GENERATE(from_range(test::databases()))) { office.decide(120); }
};

void damage(std::filesystem::path const& file, std::string const& text) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << text;
}

/// As if the version had been made with this text.
void make(test::LearningOffice& office, long long number, std::string const& text) {
    damage(office.retrainer.versions().file(number), text);
    office.sql("update models set sha256 = '" + bot::sha256_hex(text) +
               "' where number = " + std::to_string(number));
}

}  // namespace

TEST_CASE("what the desk decided becomes a version that is in use, because it is better", "[learn]") {
    Taught taught;
    auto const before = taught->advert();
    auto const done = taught->retrainer.refit();
    REQUIRE(done.end == End::better);
    CHECK(done.model->number == 1);
    CHECK(done.learned + done.held_out == 240);
    CHECK(done.held_out >= bot::learn::enough_held_out);
    CHECK(done.model->after.log_loss < done.model->before.log_loss);
    CHECK_FALSE(done.before);
    CHECK(taught->in_use().version == 1);
    CHECK(taught->in_use().problem.empty());
    CHECK(taught->advert() < before / 2);
    auto const row = models::find(taught->store, 1);
    REQUIRE(row);
    CHECK(row->verdict == Model::Verdict::better);
    CHECK(row->learned == done.learned);
    CHECK(bot::detect::Detector(taught->in_use().text, {}).model() == row->base + "+1");
}

TEST_CASE("trying out prints the same figures and changes nothing", "[learn]") {
    Taught taught;
    auto const tried = taught->retrainer.try_out();
    CHECK(tried.end == End::better);
    CHECK(models::newest(taught->store, 1).empty());
    CHECK_FALSE(taught->in_use().version);
    CHECK(std::filesystem::is_empty(taught->models));
    CHECK(taught->retrainer.refit().model->after.log_loss == tried.model->after.log_loss);
}

TEST_CASE("decisions of a network that forbids it move nothing", "[learn]") {
    Taught taught;
    auto const with = taught->retrainer.try_out();
    taught->decide(30, 1000, "hand");
    auto const more = taught->retrainer.try_out();
    CHECK(more.learned == with.learned);
    CHECK(more.held_out == with.held_out);
    CHECK(more.model->after.log_loss == with.model->after.log_loss);
    // They count for the share that was right.
    long long judged = 0;
    for (auto const& lane :
         storage::judgements::counts(taught->store, test::ManualClock::start, taught->clock.now() + 1s))
        judged += lane.judged;
    CHECK(judged == 300);
}

TEST_CASE("too few decisions change nothing, and it is told how many there are", "[learn]") {
    test::FreshLearningOffice office(GENERATE(from_range(test::databases())));
    office->decide(10);
    auto const done = office->retrainer.refit();
    CHECK(done.end == End::too_few);
    CHECK(done.learned + done.held_out == 20);
    CHECK_FALSE(done.model);
    CHECK(models::newest(office->store, 1).empty());
    // Nor do many of one kind.
    office->decide(100, 100);
    office->sql("update decisions set reason = 'closed', note = 'x' where what = 'skip'");
    CHECK(office->retrainer.refit().end == End::too_few);
}

TEST_CASE("what is no better is remembered and not used", "[learn]") {
    Taught taught;
    REQUIRE(taught->retrainer.refit().end == End::better);
    auto const again = taught->retrainer.refit();
    CHECK(again.end == End::worse);
    CHECK(again.before == 1);
    CHECK(again.model->verdict == Model::Verdict::not_surer);
    CHECK(taught->in_use().version == 1);
    auto const row = models::find(taught->store, 2);
    REQUIRE(row);
    CHECK(row->compared_with == 1);
    CHECK_FALSE(row->sha256);
    CHECK_FALSE(std::filesystem::exists(taught->retrainer.versions().file(2)));
}

TEST_CASE("a post stays for ever in the part it is in", "[learn]") {
    Taught taught;
    auto const all = [&] {
        return bot::learn::split_feedback(storage::judgements::with_words(taught->store),
                                          [](std::string const&) { return true; });
    };
    auto const words = [](std::vector<bot::detect::Feedback> const& feedback) {
        std::set<std::string> all_words;
        for (auto const& one : feedback) all_words.insert(one.words);
        return all_words;
    };
    auto const first = all();
    taught->clock.advance(24h);
    taught->decide(60, 500);
    auto const then = all();
    CHECK(then.held_out.size() > first.held_out.size());
    for (auto const& kept : words(first.held_out)) CHECK(words(then.held_out).contains(kept));
    CHECK(first.held_out_praise() > 0);
    CHECK(first.held_out.size() * 3 < first.learned.size() * 2);
}

TEST_CASE("words that are forgotten are not learned from again", "[learn]") {
    Taught taught;
    auto const before = taught->retrainer.try_out().learned;
    taught->store.write([&](storage::Write& write) {
        for (auto const& post : storage::posts::newest(write, 40))
            storage::forget_post(write, post, "gone", taught->clock.now());
    });
    auto const after = taught->retrainer.try_out();
    CHECK(after.learned + after.held_out == 200);
    CHECK(after.learned < before);
}

TEST_CASE("one goes back to what was in use before, to a version, or to the base", "[learn]") {
    Taught taught;
    auto& retrainer = taught->retrainer;
    CHECK(retrainer.go_back({}, {}) == GoneBack::in_use_already);
    REQUIRE(retrainer.refit().end == End::better);
    auto const learned = taught->advert();
    taught->clock.advance(1h);
    CHECK(retrainer.go_back({}, taught->ana) == GoneBack::done);
    CHECK_FALSE(taught->in_use().version);
    CHECK(taught->advert() > learned);
    CHECK(models::in_use(taught->store)->person == taught->ana);
    CHECK(models::in_use(taught->store)->why == ModelUse::Why::went_back);
    CHECK(retrainer.go_back(0, {}) == GoneBack::in_use_already);
    taught->clock.advance(1h);
    CHECK(retrainer.go_back(1, {}) == GoneBack::done);
    CHECK(taught->in_use().version == 1);
    CHECK(taught->advert() == learned);
    CHECK(retrainer.go_back(7, {}) == GoneBack::no_such_version);
    CHECK(models::uses(taught->store, 9).size() == 3);
}

TEST_CASE("a version that cannot be used is replaced by the base, and what is wrong is told", "[learn]") {
    Taught taught;
    auto& retrainer = taught->retrainer;
    auto const before = taught->advert();
    REQUIRE(retrainer.refit().end == End::better);
    auto const file = retrainer.versions().file(1);
    SECTION("its file is gone") {
        std::filesystem::remove(file);
        CHECK_THAT(taught->in_use().problem, Contains("1.model cannot be read"));
    }
    SECTION("its file is another") {
        damage(file, taught->in_use().text + "\n");
        CHECK_THAT(taught->in_use().problem, Contains("not the file that was made"));
    }
    SECTION("it is of an older format") {
        make(*taught.operator->(), 1, "supportawards praise model 0\nname x\n");
        CHECK_THAT(taught->in_use().problem, Contains("1.model cannot be used: model, line 1"));
    }
    SECTION("it was made from another base") {
        taught->sql("update models set base_sha256 = '" + std::string(64, '0') + "'");
        CHECK_THAT(taught->in_use().problem, Contains("not the one of now"));
    }
    CHECK_FALSE(taught->in_use().version);
    CHECK(taught->advert() == before);
    retrainer.go_back({}, {});
    CHECK(retrainer.go_back(1, {}) == GoneBack::unusable);
    CHECK(taught->in_use().problem.empty());
    // The next one is compared with the base.
    CHECK_FALSE(retrainer.refit().before);
}

TEST_CASE("a refit comes once a week, and only if somebody decided on something", "[learn]") {
    Taught taught;
    auto const versions = [&] { return models::newest(taught->store, 9).size(); };
    taught->retrainer.run_once();
    CHECK(versions() == 1);
    taught->clock.advance(24h);
    taught->decide(3, 300);
    taught->retrainer.run_once();
    CHECK(versions() == 1);
    taught->clock.advance(24h * 6);
    taught->retrainer.run_once();
    CHECK(versions() == 2);
    taught->clock.advance(24h * 8);
    taught->retrainer.run_once();
    CHECK(versions() == 2);
    taught->decide(3, 400);
    taught->retrainer.run_once();
    CHECK(versions() == 3);
}

TEST_CASE("who went back is left in peace for four weeks", "[learn]") {
    Taught taught;
    REQUIRE(taught->retrainer.refit().end == End::better);
    taught->retrainer.go_back({}, taught->ben);
    for (int week = 0; week < 3; ++week) {
        taught->clock.advance(24h * 8);
        taught->decide(3, 300 + 10 * week);
        taught->retrainer.run_once();
        CHECK(models::newest(taught->store, 9).size() == 1);
    }
    taught->clock.advance(24h * 8);
    taught->retrainer.run_once();
    CHECK(models::newest(taught->store, 9).size() == 2);
}

TEST_CASE("only one process refits at a time", "[learn]") {
    Taught taught;
    storage::LeaseGuard another(taught->store, "learn", 1h);
    REQUIRE(another.take(taught->clock.now()));
    CHECK(taught->retrainer.refit().end == End::busy);
    CHECK(models::newest(taught->store, 1).empty());
    taught->clock.advance(2h);
    CHECK(taught->retrainer.refit().end == End::better);
}

TEST_CASE("a base model that cannot be read is refused by the setting that names it", "[learn]") {
    test::World world;
    bot::learn::Settings settings;
    settings.versions = {world.folder / "models", "not a model\n"};
    CHECK_THROWS_WITH(bot::learn::Retrainer(world.store, world.clock, settings),
                      Catch::StartsWith("detect.model: ") && Contains("line 1"));
}

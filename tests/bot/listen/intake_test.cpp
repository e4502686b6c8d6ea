#include "bot/listen/intake.h"

#include <catch2/catch.hpp>

#include "bot/listen/find.h"
#include "storage/companies.h"
#include "storage/left_alone.h"
#include "storage/seen_counts.h"
#include "tests/fakes/fake_network.h"
#include "tests/tools/world.h"

using bot::listen::Intake;
using bot::networks::FoundPost;
using bot::networks::SearchPage;
using storage::Candidate;
using storage::Write;
using test::found_post;

namespace {

struct Desk {
    explicit Desk(std::string const& database, bot::listen::Settings settings = {})
        : world(database),
          intake(world.store, world.keys, world.clock, test::plain_judge(), std::move(settings)) {}

    bot::listen::Taken take(std::vector<FoundPost> posts, std::vector<std::string> gone = {}) {
        SearchPage page;
        page.posts = std::move(posts);
        page.gone = std::move(gone);
        return intake.take("archive", page, [](Write&) {});
    }
    std::vector<storage::QueueLine> waiting(Candidate::Lane lane) {
        return storage::candidates::waiting(world.store, lane, world.clock.now(), 100);
    }
    Candidate only(Candidate::Lane lane = Candidate::Lane::likely) {
        auto const lines = waiting(lane);
        REQUIRE(lines.size() == 1);
        return *storage::candidates::find(world.store, lines.front().id);
    }
    long long counted(std::string const& label) {
        for (auto const& count : storage::seen_counts::between(world.store, "2026-09-01", "2026-09-01"))
            if (count.label == label) return count.posts;
        return 0;
    }
    storage::Company company(std::string const& name, std::string const& handle) {
        storage::Company company;
        company.id = storage::CompanyId::random();
        company.name = name;
        company.seed_key = name;
        return world.store.write([&](Write& write) {
            auto added = storage::companies::add(write, company);
            storage::companies::add_name(write, {added.id, storage::CompanyName::Kind::handle, handle});
            return added;
        });
    }

    test::World world;
    Intake intake;
};

}  // namespace

TEST_CASE("praise is queued and the rest is only counted", "[listen]") {
    Desk desk(GENERATE(from_range(test::databases())));
    auto const taken =
        desk.take({found_post("1", "praise 0.9"), found_post("2", "thanks"), found_post("3", "thanks"),
                   found_post("4", "complaint"), found_post("5", "praise 0.2")});
    CHECK(taken.read == 5);
    CHECK(taken.queued == 1);
    CHECK(taken.labels.at("praise") == 2);
    auto const candidate = desk.only();
    CHECK(candidate.model == "plain");
    CHECK(candidate.praise == 0.9);
    auto const post = storage::posts::find(desk.world.store, candidate.post);
    REQUIRE(post);
    CHECK(post->native_id == "1");
    CHECK(post->text == "praise 0.9");
    CHECK(storage::posts::count(desk.world.store) == 1);
    CHECK(desk.counted("thanks") == 2);
    CHECK(desk.counted("complaint") == 1);
    CHECK(desk.counted("praise") == 1);
}

TEST_CASE("the cursor and the finds of a page are kept together or not at all", "[listen]") {
    Desk desk(GENERATE(from_range(test::databases())));
    SearchPage page;
    page.posts = {found_post("1", "praise 0.9"), found_post("2", "thanks")};
    CHECK_THROWS(desk.intake.take("archive", page, [](Write&) { throw std::runtime_error("no"); }));
    CHECK(storage::posts::count(desk.world.store) == 0);
    CHECK(desk.counted("thanks") == 0);
}

TEST_CASE("a post is queued once in its life, also after it was emptied", "[listen]") {
    Desk desk(GENERATE(from_range(test::databases())));
    CHECK(desk.take({found_post("1", "praise 0.9"), found_post("1", "praise 0.9")}).queued == 1);
    auto const post = desk.only().post;
    desk.world.store.write([&](Write& write) { storage::posts::empty(write, post, desk.world.clock.now()); });
    auto const again = desk.take({found_post("1", "praise 0.99")});
    CHECK(again.queued == 0);
    CHECK(again.known == 1);
}

TEST_CASE("the same native id on another network is another post", "[listen]") {
    Desk desk("sqlite");
    SearchPage page;
    page.posts = {found_post("1", "praise 0.9")};
    desk.intake.take("archive", page, [](Write&) {});
    CHECK(desk.intake.take("elsewhere", page, [](Write&) {}).queued == 1);
}

TEST_CASE("who was invited or said stop is counted and never queued", "[listen]") {
    Desk desk(GENERATE(from_range(test::databases())));
    auto const post = found_post("1", "praise 0.9", "mira");
    auto const key = bot::listen::author_key(desk.world.keys, "archive", post);
    desk.world.store.write([&](Write& write) {
        storage::left_alone::add(write, *key, storage::left_alone::Why::invited, desk.world.clock.now());
    });
    auto const taken = desk.take({post, found_post("2", "praise 0.9", "juno")});
    CHECK(taken.left_alone == 1);
    CHECK(taken.queued == 1);
    CHECK(desk.counted("praise") == 1);
    CHECK(storage::posts::count(desk.world.store) == 1);
}

TEST_CASE("an author is known by the account, not by the handle; nobody is nobody", "[listen]") {
    test::World world;
    auto mira = found_post("1", "x", "mira"), renamed = found_post("2", "x", "mira_k");
    auto const key = [&](FoundPost const& post) {
        return bot::listen::author_key(world.keys, "archive", post);
    };
    CHECK(key(mira) != key(renamed));
    mira.author_id = renamed.author_id = "u1";
    CHECK(key(mira) == key(renamed));
    CHECK_FALSE(key(found_post("3", "x", "")));
}

TEST_CASE("the lane follows probability, age and sensitivity", "[listen]") {
    Desk desk(GENERATE(from_range(test::databases())));
    auto const now = desk.world.clock.now();
    auto late = found_post("late", "praise 0.9"), fresh = found_post("fresh", "praise 0.9"),
         sensitive = found_post("sensitive", "praise 0.9");
    late.written_at = now - std::chrono::hours(72) - std::chrono::milliseconds(1);
    fresh.written_at = now - std::chrono::hours(72);
    sensitive.sensitive = true;
    desk.take({late, fresh, sensitive, found_post("likely", "praise 0.8"), found_post("maybe", "praise 0.79"),
               found_post("least", "praise 0.5")});
    CHECK(desk.waiting(Candidate::Lane::likely).size() == 2);
    CHECK(desk.waiting(Candidate::Lane::maybe).size() == 2);
    CHECK(desk.waiting(Candidate::Lane::quiet).size() == 2);
}

TEST_CASE("the operator's thresholds go before the model's", "[listen]") {
    Desk desk("sqlite", {.candidate_from = 0.95, .likely_from = 0.98, .languages = {}});
    desk.take(
        {found_post("1", "praise 0.9"), found_post("2", "praise 0.96"), found_post("3", "praise 0.99")});
    CHECK(desk.waiting(Candidate::Lane::likely).size() == 1);
    CHECK(desk.waiting(Candidate::Lane::maybe).size() == 1);
}

TEST_CASE("a post from the future does not stay on top of the queue", "[listen]") {
    Desk desk("sqlite");
    auto future = found_post("1", "praise 0.9");
    future.written_at = desk.world.clock.now() + std::chrono::hours(1000);
    desk.take({future});
    CHECK(desk.only().queue_key == storage::candidates::queue_key(desk.world.clock.now(), 0.9));
}

TEST_CASE("languages that nobody at the desk reads are counted and not judged", "[listen]") {
    Desk desk("sqlite", {.languages = {"de"}});
    auto english = found_post("1", "praise 0.9"), german = found_post("2", "praise 0.9");
    english.language = "en";
    german.language = "de-AT";
    CHECK(desk.take({english, german, found_post("3", "praise 0.9")}).queued == 2);
    CHECK(desk.counted("other") == 1);
}

TEST_CASE("a find carries the company it praises, by id or by key, a merged one where it lives on",
          "[listen]") {
    Desk desk(GENERATE(from_range(test::databases())));
    auto const otter = desk.company("Otter", "otterhelp"), old = desk.company("OldOtter", "oldotter");
    desk.world.store.write(
        [&](Write& write) { REQUIRE(storage::companies::merge(write, old.id, otter.id)); });
    desk.take({found_post("1", "praise 0.9 company Otter"),
               found_post("2", "praise 0.9 company " + otter.id.text()),
               found_post("3", "praise 0.9 company OldOtter"), found_post("4", "praise 0.9 company Nobody")});
    int with_company = 0;
    for (auto const& line : desk.waiting(Candidate::Lane::likely))
        if (auto const found = storage::candidates::find(desk.world.store, line.id); found->company) {
            CHECK(found->company == otter.id);
            ++with_company;
        }
    CHECK(with_company == 3);
}

TEST_CASE("a company's own account never praises it, and our own posts are passed over", "[listen]") {
    Desk desk(GENERATE(from_range(test::databases())));
    desk.company("Otter", "OtterHelp");
    auto ours = found_post("2", "praise 0.9", "us");
    ours.ours = true;
    auto const taken = desk.take({found_post("1", "praise 0.9 company Otter", "otterhelp"), ours});
    CHECK(taken.queued == 0);
    CHECK(taken.ours == 1);
    CHECK(storage::posts::count(desk.world.store) == 0);
}

TEST_CASE("a find that was removed at its network leaves the queue and its words are forgotten", "[listen]") {
    Desk desk(GENERATE(from_range(test::databases())));
    desk.take({found_post("1", "praise 0.9")});
    auto const candidate = desk.only();
    CHECK(desk.take({}, {"1", "unknown"}).gone == 1);
    CHECK(desk.waiting(Candidate::Lane::likely).empty());
    auto const post = storage::posts::find(desk.world.store, candidate.post);
    CHECK_FALSE(post->text);
    CHECK_FALSE(post->author_handle);
    CHECK_FALSE(post->native_id);
    CHECK(post->author_key);
}

TEST_CASE("a post that was removed is forgotten whatever became of it", "[listen]") {
    Desk desk(GENERATE(from_range(test::databases())));
    desk.take({found_post("1", "praise 0.9")});
    auto const candidate = desk.only();
    auto const now = desk.world.clock.now();
    desk.world.store.write([&](storage::Write& write) {
        storage::candidates::move(write, candidate.id, Candidate::State::waiting, Candidate::State::answered,
                                  now);
    });
    CHECK(desk.take({}, {"1"}).gone == 1);
    CHECK_FALSE(storage::posts::find(desk.world.store, candidate.post)->text);
    auto const after = *storage::candidates::find(desk.world.store, candidate.id);
    CHECK(after.state == Candidate::State::answered);
    CHECK(after.reasons == "[]");
    CHECK_FALSE(after.person);
    CHECK(desk.take({}, {"1"}).gone == 0);
}

TEST_CASE("a new judge counts from the next page on", "[listen]") {
    Desk desk("sqlite");
    auto strict = test::plain_judge();
    strict.model = "strict";
    strict.candidate_from = 0.99;
    desk.intake.judge_with(strict);
    CHECK(desk.take({found_post("1", "praise 0.9")}).queued == 0);
}

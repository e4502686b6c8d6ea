#include "bot/listen/intake.h"

#include <catch2/catch.hpp>

#include "storage/companies.h"
#include "storage/daily_totals.h"
#include "storage/replies.h"
#include "storage/suppressions.h"
#include "tests/bot/desk/office.h"
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
    desk.world.store.write(
        [&](Write& write) { storage::posts::erase_content(write, post, desk.world.clock.now()); });
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
        storage::suppressions::add(write, *key, storage::suppressions::Why::invited, desk.world.clock.now());
    });
    auto const taken = desk.take({post, found_post("2", "praise 0.9", "juno")});
    CHECK(taken.suppressions == 1);
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
         sensitive = found_post("sensitive", "praise 0.9"), unread = found_post("unread", "praise 0.9");
    late.written_at = now - std::chrono::hours(72) - std::chrono::milliseconds(1);
    fresh.written_at = now - std::chrono::hours(72);
    sensitive.sensitive = true;
    unread.time_unread = true;  // it may be years old
    desk.take({late, fresh, sensitive, unread, found_post("likely", "praise 0.8"),
               found_post("maybe", "praise 0.79"), found_post("least", "praise 0.5")});
    CHECK(desk.waiting(Candidate::Lane::likely).size() == 2);
    CHECK(desk.waiting(Candidate::Lane::maybe).size() == 2);
    CHECK(desk.waiting(Candidate::Lane::quiet).size() == 3);
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

TEST_CASE("a language is asked for as the settings write it, whatever way a network writes it", "[listen]") {
    struct Case {
        char const *asked, *said;
        bool wanted;
    };
    auto const each =
        GENERATE(Case{"pt-BR", "pt-BR", true}, Case{"pt-BR", "pt", true}, Case{"pt-BR", "pt-PT", false},
                 Case{"en", "EN", true}, Case{"en", "en_US", true}, Case{"en-GB", "en-gb", true},
                 Case{"en", "English", true}, Case{"en", "enm", false});
    INFO(each.asked << " " << each.said);
    Desk desk("sqlite", {.languages = {each.asked}});
    auto post = found_post("1", "praise 0.9");
    post.language = each.said;
    CHECK(desk.take({post}).queued == (each.wanted ? 1 : 0));
}

TEST_CASE("a server that tells one language for all posts hides none of another", "[listen]") {
    Desk desk("sqlite", {.languages = {"de"}});
    auto german = found_post("1", "praise 0.9: vielen Dank für den Service von Acme"),
         english = found_post("2", "praise 0.9: thank you to the team at Acme"),
         japanese = found_post("3", "praise 0.9: アクメのサポートに感謝します、とても親切でした");
    for (auto* post : {&german, &english, &japanese}) post->language = "en";
    CHECK(desk.take({german, english, japanese}).queued == 1);
    CHECK(storage::posts::find(desk.world.store, desk.only().post)->language == "de");
    CHECK(desk.counted("other") == 2);
}

TEST_CASE("text that no database takes is mended before it is stored", "[listen]") {
    Desk desk(GENERATE(from_range(test::databases())));
    auto post = found_post("1", std::string("praise 0.9 half \xF0\x9F\0", 19));
    post.author_name = "Z\xFCrich";
    desk.take({post});
    auto const stored = storage::posts::find(desk.world.store, desk.only().post);
    CHECK(stored->text == "praise 0.9 half \uFFFD");
    CHECK(stored->author_name == "Z\uFFFDrich");
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

TEST_CASE("no known company's account is ever queued, whomever it praises", "[listen]") {
    Desk desk(GENERATE(from_range(test::databases())));
    desk.company("Otter", "OtterHelp");
    auto const bever = desk.company("Bever", "Bever_Cares");
    desk.world.store.write([&](Write& write) {
        using Kind = storage::CompanyName::Kind;
        storage::companies::add_name(write, {bever.id, Kind::alias, "mira"});
        storage::companies::add_name(write, {bever.id, Kind::hashtag, "mira"});
    });
    auto reply = found_post("2", "praise 0.9", "@bever_cares");
    reply.in_reply_to = "1";
    auto const taken = desk.take({found_post("1", "praise 0.9 company Otter", "BEVER_CARES"), reply,
                                  found_post("3", "praise 0.9", "mira"), found_post("4", "praise 0.9", "")});
    CHECK(taken.queued == 2);
    CHECK(desk.counted("other") == 2);
    CHECK(storage::posts::count(desk.world.store) == 2);
}

TEST_CASE("the handle of a company that is none any more is anybody's", "[listen]") {
    Desk desk(GENERATE(from_range(test::databases())));
    auto otter = desk.company("Otter", "OtterHelp");
    otter.state = storage::Company::State::refused;
    desk.world.store.write([&](Write& write) { REQUIRE(storage::companies::update(write, otter)); });
    CHECK(desk.take({found_post("1", "praise 0.9", "otterhelp")}).queued == 1);
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
    desk.intake.use(strict);
    CHECK(desk.take({found_post("1", "praise 0.9")}).queued == 0);
}

TEST_CASE("who answers us with a stop is never queued again, nor what waits of them", "[listen][stop]") {
    Desk desk(GENERATE(from_range(test::databases())));
    desk.take({found_post("1", "praise 0.9", "mira"), found_post("2", "praise 0.9", "juno")});
    auto answer = found_post("3", "No thanks!", "mira");
    SECTION("in an answer to a post of ours") {
        answer.answers_us = true;
    }
    SECTION("by calling our account") {
        answer.summoned = true;
    }
    SECTION("in an answer that is not for the public") {
        answer.answers_us = answer.only_heard = true;
    }
    SECTION("in a language that nobody at the desk reads") {
        answer.answers_us = true;
        answer.language = "xx";
    }
    auto const taken =
        desk.take({found_post("4", "praise 0.9", "mira"), answer, found_post("5", "praise 0.8", "mira")});
    CHECK(taken.stops == 1);
    CHECK(taken.queued == 0);
    CHECK(taken.suppressions == 2);
    auto const left = desk.only();
    CHECK(storage::posts::find(desk.world.store, left.post)->author_handle == "juno");
    auto const again = desk.take({answer, found_post("6", "praise 0.9", "mira")});
    CHECK(again.stops == 0);
    CHECK(again.queued == 0);
}

TEST_CASE("a stop counts only where it is said to us, by somebody", "[listen][stop]") {
    Desk desk("sqlite");
    auto nobody = found_post("2", "stop", "");
    nobody.answers_us = true;
    auto kind = found_post("3", "praise 0.9", "juno");
    kind.answers_us = true;
    auto const taken = desk.take({found_post("1", "stop", "juno"), nobody, kind});
    CHECK(taken.stops == 0);
    CHECK(taken.queued == 1);
}

TEST_CASE("what is only heard is neither queued nor counted", "[listen][stop]") {
    Desk desk("sqlite");
    auto heard = found_post("1", "praise 0.9");
    heard.summoned = heard.only_heard = true;
    auto const taken = desk.take({heard});
    CHECK(taken.read == 1);
    CHECK(taken.queued == 0);
    CHECK(taken.labels.empty());
}

TEST_CASE("a stop is kept with the page's cursor or not at all", "[listen][stop]") {
    Desk desk(GENERATE(from_range(test::databases())));
    SearchPage page;
    page.posts = {found_post("1", "stop", "mira")};
    page.posts.front().answers_us = true;
    CHECK_THROWS(desk.intake.take("archive", page, [](Write&) { throw std::runtime_error("no"); }));
    CHECK(desk.take({found_post("2", "praise 0.9", "mira")}).queued == 1);
}

TEST_CASE("an answer that has not begun to leave is refused when its reader says stop", "[listen][stop]") {
    test::FreshOffice office(GENERATE(from_range(test::databases())));
    Intake intake(office->store, office->keys, office->clock, test::plain_judge());
    auto const found = office->find({});
    auto const reply = office->approve(found);
    SearchPage page;
    page.posts = {found_post("post-9", "Please stop.", "jo")};
    page.posts.front().summoned = true;
    CHECK(intake.take("fake", page, [](Write&) {}).stops == 1);
    office->clock.advance(std::chrono::hours(1));
    office->sender.run_once();
    CHECK(office->outbox().empty());
    CHECK(office->reply(reply.id).state == storage::Reply::State::refused);
    CHECK(office->reply(reply.id).outcome == "said_stop");
    CHECK(office->candidate(found).state == Candidate::State::gone);
    page.posts = {found_post("post-10", "praise 0.9", "jo")};
    CHECK(intake.take("fake", page, [](Write&) {}).queued == 0);
}

TEST_CASE("what an account wrote goes with the account", "[listen]") {
    Desk desk(GENERATE(from_range(test::databases())));
    auto post = found_post("1", "praise 0.9");
    post.author_id = "did:plc:mira";
    auto other = found_post("2", "praise 0.8 of others");
    other.author_id = "did:plc:ada";
    desk.take({post, other});
    SearchPage page;
    page.gone_authors = {"did:plc:mira", "did:plc:nobody"};
    auto const taken = desk.intake.take("archive", page, [](Write&) {});
    CHECK(taken.gone == 1);
    auto const left = desk.only();
    CHECK(storage::posts::find(desk.world.store, left.post)->native_id == "2");
}

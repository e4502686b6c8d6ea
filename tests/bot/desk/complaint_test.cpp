#include "bot/desk/recheck.h"

#include <catch2/catch.hpp>

#include "tests/bot/desk/office.h"

using namespace std::chrono_literals;
using bot::networks::FoundPost;
using bot::networks::Parent;
using storage::Candidate;
using storage::Reply;

namespace {

auto engines() {
    return GENERATE(from_range(test::databases()));
}

/// A find at whose network more is written below it.
struct Thread {
    explicit Thread(std::string const& engine) : office(engine), found(office->find({})) { writes({}); }
    void writes(std::vector<FoundPost> below) {
        office->network->parents["post-1"] = {
            Parent::State::there, "post-1", office->network->text, {}, std::move(below)};
    }
    FoundPost by(std::string const& author, std::string const& text, std::chrono::minutes ago) {
        FoundPost post;
        post.native_id = author + text;
        post.author_handle = author;
        post.text = text;
        post.written_at = office->clock.now() - ago;
        return post;
    }
    void claim() { office->queue.claim(found, office->ana); }

    test::FreshOffice office;
    storage::CandidateId const found;
};

}  // namespace

TEST_CASE("an item whose author has complained since says so when it is opened, and takes no answer",
          "[desk][complaint]") {
    Thread thread(engines());
    thread.writes({thread.by("jo", "awful, it broke again", 5min), thread.by("mo", "me too", 4min)});
    auto const way = GENERATE(Reply::Channel::api, Reply::Channel::hand);
    auto const approve = [&] {
        thread.office->desk.approve(thread.found, thread.office->ana, "Thanks", way);
    };
    CHECK(test::refusal([&] { thread.claim(); }) == "complained");
    CHECK(thread.office->candidate(thread.found).held_by == thread.office->ana);
    CHECK(test::refusal(approve) == "complained");
    CHECK(thread.office->candidate(thread.found).state == Candidate::State::waiting);
    CHECK_FALSE(storage::replies::of(thread.office->store, thread.found));
    SECTION("until it is gone again") {
        thread.writes({});
        CHECK(test::refusal([&] { thread.claim(); }).empty());
        CHECK(test::refusal(approve).empty());
    }
}

TEST_CASE("a complaint that follows the company's answer is told as such, the latest one",
          "[desk][complaint]") {
    Thread thread(engines());
    auto const told = [&]() -> std::string {
        try {
            thread.claim();
        } catch (bot::desk::Refusal const& refusal) {
            return refusal.message() + ": " + std::get<std::string>(refusal.arguments.at(0).second);
        }
        return "";
    };
    thread.writes({thread.by("jo", "awful answer", 3min),
                   thread.by("palomacare", "Did you restart it?", 5min),
                   thread.by("jo", "awful, again", 9min)});
    CHECK(told() == "queue.no.unhappy: awful answer");
    thread.writes({thread.by("palomacare", "We are sorry!", 1min), thread.by("jo", "awful answer", 3min)});
    CHECK(told() == "queue.no.complained: awful answer");
    thread.writes({thread.by("jo", "awful\n" + std::string(300, 'x'), 3min)});
    CHECK(told() == "queue.no.complained: awful " + std::string(194, 'x') + "…");
}

TEST_CASE("what others complain of, and what the author praises, stops nothing", "[desk][complaint]") {
    Thread thread(engines());
    thread.writes({thread.by("mo", "awful", 5min), thread.by("jo", "still lovely", 4min),
                   thread.by("palomacare", "awful of us", 3min)});
    thread.claim();
    CHECK(thread.office->approve(thread.found).state == Reply::State::waiting);
}

TEST_CASE("a complaint written while an answer waits stops it, and its words stay", "[desk][complaint]") {
    Thread thread(engines());
    auto const reply = thread.office->approve(thread.found, "Thank you all: {link}");
    thread.writes({thread.by("jo", "awful by now", 0min)});
    SECTION("when it is sent") {
        thread.office->clock.advance(11s);
        thread.office->sender.run_once();
    }
    SECTION("when the post is looked at again") {
        thread.office->sql("update replies set send_at = send_at + 172800000");
        bot::desk::Recheck recheck(
            thread.office->store, thread.office->answerers, thread.office->clock,
            [](storage::Post const&) { return std::nullopt; }, thread.office->settings.complains,
            [](std::string const&, int wanted) { return wanted; });
        thread.office->clock.advance(21h);
        recheck.run_once();
    }
    CHECK(thread.office->reply(reply.id).state == Reply::State::refused);
    CHECK(thread.office->reply(reply.id).outcome == "complained");
    CHECK(thread.office->outbox().empty());
    CHECK(thread.office->candidate(thread.found).state == Candidate::State::waiting);
    auto const card = thread.office->queue.card(thread.found, thread.office->ana);
    CHECK(card->draft.words == "Thank you all: {link}");
}

#include "bot/desk/own_timeline.h"

#include <catch2/catch.hpp>

#include "storage/suppressions.h"
#include "tests/bot/desk/office.h"

using namespace std::chrono_literals;
using bot::networks::NetworkError;
using storage::Candidate;
using storage::Reply;
using Settled = bot::desk::Settled;

namespace {

auto engines() {
    return GENERATE(from_range(test::databases()));
}

/// An office whose networks have accounts with timelines.
struct Home {
    explicit Home(std::string const& engine)
        : office(engine),
          own_timeline(office->store, office->desk, office->networks, office->keys, office->clock) {
        auto made = std::make_unique<test::FakeAccount>();
        account = made.get();
        office->networks[1].account = std::move(made);
    }
    storage::CandidateId find(std::string const& name, std::string const& author = "jo") {
        return office->find({.name = name, .author = author, .network = "hand"});
    }
    Reply open(storage::CandidateId const& id, std::string const& words = "Thank you: {link}") {
        return office->desk.approve(id, office->ana, words, Reply::Channel::hand);
    }
    /// The words as they leave, with the link.
    std::string words_of(Reply const& reply) { return office->desk.hand_over(reply.id).words; }
    /// Our account answers that post now.
    void answers(std::string const& post, std::string const& words, std::string const& as = "own-1") {
        account->timeline.push_back({as, post, words, "https://hand.example/" + as, office->clock.now()});
    }
    void settle(Reply const& reply, Settled how) { office->desk.settle(reply.id, office->ana, how); }
    void later(std::chrono::seconds by) {
        office->clock.advance(by);
        own_timeline.run_once();
    }
    Reply reply(Reply const& of) { return office->reply(of.id); }
    Candidate::State state(storage::CandidateId const& id) { return office->candidate(id).state; }

    test::FreshOffice office;
    test::FakeAccount* account;
    bot::desk::OwnTimeline own_timeline;
};

}  // namespace

TEST_CASE("an answer by hand that our timeline shows is sent, with the words really sent beside the approved",
          "[desk][timeline]") {
    Home home(engines());
    auto const found = home.find("p1");
    auto const opened = home.open(found);
    auto const words = home.words_of(opened);
    home.later(30s);
    bool const changed = GENERATE(true, false);
    home.answers("p1", changed ? "Hey Jo! " + words : words);
    home.later(30s);
    auto const reply = home.reply(opened);
    CHECK(reply.state == Reply::State::sent);
    CHECK(reply.native_id == "own-1");
    CHECK(reply.url == "https://hand.example/own-1");
    CHECK(reply.outcome == "found");
    CHECK(reply.words == "Thank you: {link}");
    CHECK_FALSE(reply.sealed_token);
    if (changed)
        CHECK(reply.seen_words == "Hey Jo! Thank you: https://awards.example/n/…");
    else
        CHECK_FALSE(reply.seen_words);
    CHECK(home.state(found) == Candidate::State::answered);
    CHECK(storage::suppressions::find(home.office->store, *reply.author_key));
}

TEST_CASE("an answer to another post, or from before, ends nothing", "[desk][timeline]") {
    Home home(engines());
    auto const found = home.find("p1");
    home.answers("p1", "an old answer", "own-0");
    home.office->clock.advance(2min);
    auto const opened = home.open(found);
    home.answers("p2", home.words_of(opened), "own-1");
    home.answers("", home.words_of(opened), "own-2");
    home.later(1min);
    CHECK(home.account->asked.size() == 1);
    CHECK(home.reply(opened).state == Reply::State::opened);
    CHECK_FALSE(home.reply(opened).native_id);
}

TEST_CASE("of two that are opened each gets the answer to its own post", "[desk][timeline]") {
    Home home(engines());
    auto const one = home.open(home.find("p1", "jo")), two = home.open(home.find("p2", "mo"), "Thanks, Mo");
    home.answers("p2", "Thanks, Mo", "own-2");
    home.later(1min);
    CHECK(home.reply(one).state == Reply::State::opened);
    CHECK(home.reply(two).native_id == "own-2");
    home.answers("p1", "Thanks, Mo", "own-1");
    home.later(1min);
    CHECK(home.reply(one).native_id == "own-1");
    CHECK(home.reply(one).seen_words == "Thanks, Mo");
}

TEST_CASE("a timeline is read only while an answer by hand is looked for, less and less, for a day",
          "[desk][timeline]") {
    Home home(engines());
    home.later(1h);
    CHECK(home.account->asked.empty());
    auto const opened = home.open(home.find("p1"));
    auto const began = home.office->clock.now();
    std::vector<long long> minutes;
    while (home.office->clock.now() < began + 25h) {
        auto const before = home.account->asked.size();
        home.later(30s);
        if (home.account->asked.size() > before) minutes.push_back((home.office->clock.now() - began) / 1min);
    }
    REQUIRE(minutes.size() > 7);
    minutes.resize(7);
    CHECK(minutes == std::vector<long long>{1, 2, 4, 8, 16, 31, 46});
    CHECK(home.account->asked.size() == 99);
    CHECK(home.account->asked.front() == began - 1min);
    CHECK(home.account->asked.back() > began + 23h);
    CHECK(home.reply(opened).state == Reply::State::opened);
}

TEST_CASE("once it was found nobody asks any more", "[desk][timeline]") {
    Home home(engines());
    home.open(home.find("p1"));
    home.answers("p1", "Thanks");
    home.later(1min);
    home.later(1h);
    CHECK(home.account->asked.size() == 1);
}

TEST_CASE("a timeline that cannot be read is read later, and the other networks go on", "[desk][timeline]") {
    Home home(engines());
    auto other = std::make_unique<test::FakeAccount>();
    auto* const fine = other.get();
    home.office->networks[0].account = std::move(other);
    auto const opened = home.open(home.find("p1"));
    auto const elsewhere = home.office->desk.approve(home.office->find({.name = "f1", .author = "mo"}),
                                                     home.office->ana, "Thanks", Reply::Channel::hand);
    home.answers("p1", "Thanks");
    fine->timeline.push_back({"f-own", "f1", "Thanks", {}, home.office->clock.now()});
    home.account->answer = [] {
        throw NetworkError(NetworkError::Class::rate, "hand: too often", false, 10min);
    };
    home.later(1min);
    CHECK(home.reply(elsewhere).state == Reply::State::sent);
    home.account->answer = [] {};
    home.later(9min);
    CHECK(home.account->asked.size() == 1);
    CHECK(home.reply(opened).state == Reply::State::opened);
    home.later(1min);
    CHECK(home.reply(opened).state == Reply::State::sent);
}

TEST_CASE("what an operator says first is kept, and the words are still looked for", "[desk][timeline]") {
    Home home(engines());
    auto const found = home.find("p1");
    auto const opened = home.open(found);
    auto const words = home.words_of(opened);
    auto const said = GENERATE(Settled::sent, Settled::unclear);
    home.settle(opened, said);
    home.answers("p1", words + " :)");
    home.later(1min);
    CHECK(home.reply(opened).state == Reply::State::sent);
    CHECK(home.reply(opened).seen_words == "Thank you: https://awards.example/n/… :)");
    CHECK(home.reply(opened).native_id == "own-1");
    CHECK(home.state(found) == Candidate::State::answered);
}

TEST_CASE("an answer that was said not to be sent and is there counts after all", "[desk][timeline]") {
    Home home(engines());
    auto const found = home.find("p1");
    auto const opened = home.open(found);
    auto const words = home.words_of(opened);
    home.answers("p1", words);
    home.settle(opened, Settled::not_sent);
    CHECK(home.state(found) == Candidate::State::waiting);
    SECTION("while it waits again") {
        home.later(1min);
        CHECK(home.state(found) == Candidate::State::answered);
    }
    SECTION("after it was skipped") {
        home.office->queue.skip(found, home.office->ben, "closed", "");
        home.later(1min);
        CHECK(home.state(found) == Candidate::State::answered);
    }
    SECTION("before the next one is sent, which is withdrawn") {
        home.office->clock.advance(10min);
        auto const second = home.open(found, "Thanks again: {link}");
        home.later(0s);
        CHECK(home.reply(second).state == Reply::State::undone);
        CHECK(home.reply(second).outcome == "answered");
        CHECK(home.state(found) == Candidate::State::answered);
    }
    SECTION("before an answer to another post of the same person leaves") {
        auto const other = home.office->find({.name = "p2", .author = "jo", .network = "hand"});
        auto const second = home.open(other, "Thanks again: {link}");
        home.later(1min);
        CHECK(home.reply(second).state == Reply::State::undone);
        CHECK(home.state(other) == Candidate::State::waiting);
        CHECK(test::refusal([&] { home.open(other); }) == "written_to");
    }
    CHECK(home.reply(opened).state == Reply::State::sent);
    CHECK(home.reply(opened).outcome == "found_after_all");
    CHECK_FALSE(home.reply(opened).seen_words);
    CHECK(storage::suppressions::find(home.office->store, *opened.author_key));
    CHECK(test::refusal([&] { home.open(found); }) != "");
}

TEST_CASE("an answer that turns up beside a second one is told and counts once", "[desk][timeline]") {
    Home home(engines());
    auto const found = home.find("p1");
    auto const first = home.open(found);
    home.answers("p1", "Thanks", "own-1");
    home.settle(first, Settled::not_sent);
    home.office->clock.advance(10min);
    auto const second = home.open(found, "Thanks again: {link}");
    home.settle(second, Settled::sent);
    home.later(0s);
    CHECK(home.reply(first).state == Reply::State::not_sent);
    CHECK(home.reply(first).outcome == "found_second");
    CHECK(home.reply(first).native_id == "own-1");
    CHECK(home.reply(second).state == Reply::State::sent);
    CHECK_FALSE(home.reply(second).native_id);
    home.answers("p1", "Thanks again", "own-2");
    home.later(15min);
    CHECK(home.reply(second).native_id == "own-2");
}

TEST_CASE("an answer that turned up waits for one that is on its way to the network", "[desk][timeline]") {
    Home home(engines());
    home.office->networks[0].account = std::make_unique<test::FakeAccount>();
    auto* const account = static_cast<test::FakeAccount*>(home.office->networks[0].account.get());
    auto const found = home.office->find({});
    auto const first = home.office->desk.approve(found, home.office->ana, "Hi", Reply::Channel::hand);
    account->timeline.push_back({"own-1", "post-1", "Hi", {}, home.office->clock.now()});
    home.settle(first, Settled::not_sent);
    auto const second = home.office->approve(found, "Hi again");
    home.office->network->answer = [] { throw NetworkError(NetworkError::Class::network, "cut", true); };
    home.office->network->delivers = false;
    home.office->network->honours = false;
    home.office->clock.advance(11s);
    home.office->sender.run_once();
    REQUIRE(home.reply(second).state == Reply::State::unknown);
    home.later(50s);
    CHECK(home.reply(first).state == Reply::State::not_sent);
    CHECK_FALSE(home.reply(first).native_id);
    home.settle(second, Settled::not_sent);
    home.later(15min);
    CHECK(home.reply(first).state == Reply::State::sent);
    CHECK(home.state(found) == Candidate::State::answered);
}

TEST_CASE("an answer is found though the post was forgotten meanwhile", "[desk][timeline]") {
    Home home(engines());
    auto const found = home.find("p1");
    auto const opened = home.open(found, "Thanks");
    home.office->store.write([&](storage::Write& write) {
        storage::posts::erase_content(write, home.office->candidate(found).post, home.office->clock.now());
    });
    home.answers("p1", "Thanks");
    home.later(1min);
    CHECK(home.reply(opened).state == Reply::State::sent);
}

TEST_CASE(
    "a timeline is read only while its account is connected, and then as far back as an answer is awaited",
    "[desk][timeline][connect]") {
    Home home(engines());
    auto made = std::make_unique<test::FakeConnection>();
    auto* const connection = made.get();
    home.office->networks[1].account_link = std::move(made);
    connection->connected = false;
    auto const opened = home.open(home.find("p1"));
    home.answers("p1", home.words_of(opened));
    home.later(1min);
    CHECK(home.account->asked.empty());
    connection->connected = true;
    home.later(1min);
    CHECK(home.account->asked.size() == 1);
    CHECK(home.reply(opened).state == Reply::State::sent);
}

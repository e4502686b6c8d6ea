#include "bot/desk/desk.h"

#include <catch2/catch.hpp>

#include "bot/listen/wording.h"
#include "storage/decisions.h"
#include "storage/suppressions.h"
#include "tests/bot/desk/office.h"

using namespace std::chrono_literals;
using bot::desk::Settled;
using storage::Candidate;
using storage::Reply;
using test::Found;
using test::refusal;

namespace {

auto engines() {
    return GENERATE(from_range(test::databases()));
}

}  // namespace

TEST_CASE("an approved reply keeps the words without their token, and waits until it can no longer be undone",
          "[desk]") {
    test::FreshOffice office(engines());
    auto const found = office->find({});
    auto const reply = office->reply(office->approve(found, "  Thank you, Jo:\r\n{link}  ").id);
    CHECK(reply.words == "Thank you, Jo:\n{link}");
    CHECK(reply.words_sha256 == bot::sha256_hex(reply.words));
    CHECK(reply.state == Reply::State::waiting);
    CHECK(reply.send_at == office->clock.now() + 10s);
    CHECK(reply.approved_by == office->ana);
    CHECK(reply.invites);
    auto const token = office->keys.open(*reply.sealed_token);
    CHECK(office->invitations.lookup(*token).value().company == storage::CompanyId("paloma"));
    CHECK(office->candidate(found).state == Candidate::State::answering);
    CHECK(storage::decisions::of(office->store, found).back().what == "approve");
}

TEST_CASE("the database refuses a reply without operator, time or hash", "[desk][storage]") {
    test::FreshOffice office(engines());
    auto const reply = office->approve(office->find({}));
    for (auto const* column : {"approved_by", "approved_at", "words_sha256"})
        CHECK_THROWS_AS(office->sql(std::string("update replies set ") + column + " = null"), storage::Error);
    CHECK_THROWS_AS(office->sql("update replies set words_sha256 = 'short'"), storage::Error);
    CHECK_THROWS_AS(office->sql("update replies set state = 'sending'"), storage::Error);
    CHECK(office->reply(reply.id).state == Reply::State::waiting);
}

TEST_CASE("words that are not ready are refused with a reason", "[desk]") {
    test::FreshOffice office(engines());
    auto const found = office->find({});
    CHECK(refusal([&] { office->approve(found, " \n "); }) == "empty");
    CHECK(refusal([&] { office->approve(found, "{link} and {link}"); }) == "two_links");
    CHECK(refusal([&] { office->approve(found, "Dear {company}: {link}"); }) == "unfilled");
    CHECK(refusal([&] {
              office->approve(found,
                              "a\x01"
                              "b");
          }) == "control");
    CHECK(refusal([&] { office->approve(found, std::string(2001, 'a')); }) == "too_long");
    CHECK(refusal([&] { office->approve(found, std::string(290, 'a') + "{link}"); }) == "too_long");
    CHECK(office->candidate(found).state == Candidate::State::waiting);
}

TEST_CASE("words without a link thank and mint nothing, also where nobody may be invited", "[desk]") {
    test::FreshOffice office(engines());
    auto const reply = office->approve(office->find({.company = ""}), "Thank you");
    CHECK_FALSE(reply.invites);
    CHECK_FALSE(reply.sealed_token);
    auto const late = office->find({.name = "2", .author = "mo", .age = 73h});
    CHECK(refusal([&] { office->approve(late); }) == "quiet");
    CHECK(refusal([&] { office->approve(office->find({.name = "3", .author = "di", .company = ""})); }) ==
          "no_company");
    CHECK_FALSE(office->approve(late, "Thank you").invites);
}

TEST_CASE("a post gets one reply and a person one, for life", "[desk]") {
    test::FreshOffice office(engines());
    auto const first = office->find({});
    auto const second = office->find({.name = "post-2"});
    office->approve(first);
    CHECK(refusal([&] { office->approve(first); }) == "decided");
    CHECK(refusal([&] { office->approve(second); }) == "written_to");
    office->clock.advance(10s);
    office->sender.run_once();
    CHECK(refusal([&] { office->approve(second); }) == "written_to");
    CHECK(office->find({.name = "post-3"}).empty());
}

TEST_CASE("posts without an author are never taken for one person's, and never answered by a program",
          "[desk]") {
    test::FreshOffice office(engines());
    auto const one = office->find({.name = "1", .author = {}});
    auto const two = office->find({.name = "2", .author = {}});
    CHECK(refusal([&] { office->approve(one); }) == "by_hand_only");
    office->desk.approve(one, office->ana, "Hello {link}", Reply::Channel::hand);
    office->desk.approve(two, office->ana, "Hello {link}", Reply::Channel::hand);
    CHECK(storage::replies::in_state(office->store, Reply::State::opened, 10).size() == 2);
}

TEST_CASE("the network's rule decides whether a program may answer", "[desk]") {
    test::FreshOffice office(engines());
    office->networks[0].policy.by_api = bot::networks::Policy::ByApi::summoned;
    auto const plain = office->find({});
    CHECK(refusal([&] { office->approve(plain); }) == "by_hand_only");
    office->approve(office->find({.name = "2", .author = "mo", .summoned = true}));
    office->networks[0].policy.by_api = bot::networks::Policy::ByApi::never;
    CHECK(refusal([&] { office->approve(office->find({.name = "3", .author = "di", .summoned = true})); }) ==
          "by_hand_only");
}

TEST_CASE("a day has so many invitations for a network and a company, and a thread one", "[desk]") {
    test::FreshOffice office(engines());
    office->networks[0].policy.daily_cap = 4;
    auto const at = [&](int n, std::string const& company, std::optional<std::string> const& thread = {}) {
        auto const name = std::to_string(n);
        return office->find({.name = name, .author = name, .thread = thread, .company = company});
    };
    for (int n = 0; n < 3; ++n) office->approve(at(n, "paloma"));
    auto const fourth = at(3, "paloma");
    CHECK(refusal([&] { office->approve(fourth); }) == "cap_company");
    office->approve(at(4, "kettle", "talk"));
    CHECK(refusal([&] { office->approve(at(5, "kettle")); }) == "cap_network");
    office->approve(at(6, "kettle"), "Thanks only");
    office->clock.advance(24h);
    CHECK(refusal([&] { office->approve(at(7, "kettle", "talk")); }) == "cap_thread");
    office->approve(fourth);
}

TEST_CASE("what waits can be undone, and the words are the next draft", "[desk]") {
    test::FreshOffice office(engines());
    auto const found = office->find({});
    auto const reply = office->approve(found, "My words {link}");
    office->desk.undo(reply.id, office->ben);
    CHECK(office->reply(reply.id).state == Reply::State::undone);
    CHECK_FALSE(office->reply(reply.id).sealed_token);
    CHECK(office->candidate(found).state == Candidate::State::waiting);
    CHECK(office->queue.card(found, office->ana)->draft.words == "My words {link}");
    office->clock.advance(1h);
    office->sender.run_once();
    CHECK(office->outbox().empty());
    auto const again = office->approve(found);
    office->clock.advance(10s);
    office->sender.run_once();
    CHECK(office->outbox().size() == 1);
    CHECK(refusal([&] { office->desk.undo(again.id, office->ana); }) == "too_late");
}

TEST_CASE("an answer by hand is reserved with its words, and settled by a person", "[desk]") {
    test::FreshOffice office(engines());
    auto const found = office->find({.network = "hand"});
    CHECK(refusal([&] { office->approve(found); }) == "by_hand_only");
    auto const reply = office->desk.approve(found, office->ana, "Hi & thanks {link}", Reply::Channel::hand);
    auto const hand = office->desk.hand_over(reply.id);
    CHECK_THAT(hand.words, Catch::StartsWith("Hi & thanks https://awards.example/n/"));
    CHECK_THAT(
        hand.open,
        Catch::StartsWith("https://hand.example/reply?to=post-1&text=Hi%20%26%20thanks%20https%3A%2F%2F"));

    SECTION("sent") {
        office->desk.settle(reply.id, office->ben, Settled::sent);
        CHECK(office->candidate(found).state == Candidate::State::answered);
        CHECK(office->find({.name = "post-2", .network = "hand"}).empty());
    }
    SECTION("unclear counts as invited") {
        office->desk.settle(reply.id, office->ben, Settled::unclear);
        CHECK(office->reply(reply.id).state == Reply::State::unclear);
        CHECK(office->find({.name = "post-2", .network = "hand"}).empty());
    }
    SECTION("not sent gives post and person back") {
        office->desk.settle(reply.id, office->ben, Settled::not_sent);
        CHECK(office->candidate(found).state == Candidate::State::waiting);
        office->desk.approve(found, office->ana, "Again {link}", Reply::Channel::hand);
    }
    CHECK_FALSE(office->reply(reply.id).sealed_token);
    CHECK(refusal([&] { office->desk.settle(reply.id, office->ben, Settled::sent); }) == "settled");
}

TEST_CASE("the post is looked at again before it is answered", "[desk]") {
    using Parent = bot::networks::Parent;
    test::FreshOffice office(engines());
    auto const found = office->find({});
    auto const shows = [&](Parent::State state, std::string const& text) {
        office->network->parents["post-1"] = {state, "post-1", text, {}};
    };
    SECTION("edited: refused once, with the new words on the card") {
        shows(Parent::State::there, "they were awful after all");
        CHECK(refusal([&] { office->approve(found); }) == "edited");
        CHECK(office->queue.card(found, office->ana)->item.post.text == "they were awful after all");
        CHECK(refusal([&] { office->approve(found); }).empty());
    }
    SECTION("gone") {
        shows(Parent::State::gone, "");
        CHECK(refusal([&] { office->queue.claim(found, office->ana); }) == "gone");
        CHECK(office->candidate(found).state == Candidate::State::gone);
    }
    SECTION("locked") {
        shows(Parent::State::locked, "");
        CHECK(refusal([&] { office->approve(found); }) == "locked");
        CHECK(office->candidate(found).state == Candidate::State::gone);
    }
    SECTION("blocked: that is a stop") {
        shows(Parent::State::blocked_us, "");
        CHECK(refusal([&] { office->approve(found); }) == "blocked");
        CHECK(office->find({.name = "post-2"}).empty());
    }
    SECTION("not to be reached, or not to be asked for now: it goes on waiting") {
        using Class = bot::networks::NetworkError::Class;
        auto const [fault, why] =
            GENERATE(table<Class, std::string>({{Class::theirs, "unreachable"}, {Class::rate, "no_more"}}));
        office->network->look_answer = [fault = fault] {
            throw bot::networks::NetworkError(fault, "fake: nobody is there");
        };
        CHECK(refusal([&] { office->approve(found); }) == why);
        CHECK(office->candidate(found).state == Candidate::State::waiting);
    }
}

TEST_CASE("who says stop is left alone, and what waits for them is withdrawn", "[desk]") {
    test::FreshOffice office(engines());
    auto const found = office->find({});
    auto const other = office->find({.name = "post-2"});
    auto const reply = office->approve(found);
    auto const key = *office->reply(reply.id).author_key;
    office->opt_out(key);
    office->clock.advance(1h);
    office->sender.run_once();
    CHECK(office->outbox().empty());
    CHECK(office->reply(reply.id).state == Reply::State::refused);
    CHECK(office->reply(reply.id).outcome == "said_stop");
    CHECK(office->candidate(found).state == Candidate::State::gone);
    CHECK(office->candidate(other).state == Candidate::State::gone);
    CHECK(office->find({.name = "post-3"}).empty());
    CHECK(storage::suppressions::find(office->store, key) == storage::suppressions::Why::stop);
}

TEST_CASE("by hand, too, no more words are approved than the network takes", "[desk]") {
    test::FreshOffice office(engines());
    auto const found = office->find({});
    office->network->limit = 20;
    auto const approve = [&](Reply::Channel channel) {
        return refusal([&] { office->desk.approve(found, office->ana, "far too many words", channel); });
    };
    CHECK(approve(Reply::Channel::hand).empty());
    auto const other = office->find({.name = "post-2", .author = "mo"});
    office->network->limit = 10;
    for (auto const channel : {Reply::Channel::hand, Reply::Channel::api})
        CHECK(refusal([&] { office->desk.approve(other, office->ana, "far too many words", channel); }) ==
              "too_long");
}

TEST_CASE("a network's own way by hand is followed, and so is its own limit", "[desk]") {
    test::FreshOffice office(engines());
    office->networks[1].by_hand = [](bot::networks::ByHandParent const& parent, std::string const& words) {
        return bot::networks::ByHand{parent.url + "#answer", "@" + parent.author_handle + " " + words};
    };
    office->networks[1].longest_reply = [] { return std::size_t{640}; };
    auto const found = office->find({.network = "hand"});
    CHECK(office->queue.card(found, office->ana)->longest_reply == 640);
    auto const reply = office->desk.approve(found, office->ana, "Hi", Reply::Channel::hand);
    auto const hand = office->desk.hand_over(reply.id);
    CHECK(hand.words == "@jo Hi");
    CHECK(hand.open == "https://network.example/post-1#answer");
}

TEST_CASE("words that an operator finds edited are recognised from then on", "[desk]") {
    test::FreshOffice office(engines());
    auto const found = office->find({});
    auto const words = "these are quite other words, about the very kind people who answered us at night";
    office->network->parents["post-1"] = {bot::networks::Parent::State::there, "post-1", words, {}};
    CHECK(refusal([&] { office->approve(found); }) == "edited");
    auto const signature = bot::listen::Wording(words).signature(office->keys, {});
    auto const alike = storage::posts::possible_duplicates(office->store, signature, {}, 10);
    REQUIRE(alike.size() == 1);
    CHECK(alike[0].text == words);
}

TEST_CASE("our own pace is not blamed on the network", "[desk]") {
    test::FreshOffice office(engines());
    auto const found = office->find({});
    office->network->look_answer = [] {
        using bot::networks::NetworkError;
        throw NetworkError(NetworkError::Class::rate, "fake: too early", false, 12s);
    };
    CHECK(refusal([&] { office->approve(found); }) == "too_early");
    CHECK(office->candidate(found).state == Candidate::State::waiting);
}

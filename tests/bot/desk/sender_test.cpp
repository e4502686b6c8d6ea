#include "bot/desk/sender.h"

#include <catch2/catch.hpp>

#include "bot/account_linking/accounts.h"
#include "storage/suppressions.h"
#include "tests/bot/desk/approved.h"

using namespace std::chrono_literals;
using bot::networks::NetworkError;
using Class = NetworkError::Class;
using storage::Candidate;
using storage::Reply;
using test::Approved;
using test::failing;

namespace {

auto engines() {
    return GENERATE(from_range(test::databases()));
}

}  // namespace

TEST_CASE("nothing leaves before the time to undo is over, then once", "[desk]") {
    test::FreshOffice office(engines());
    auto const found = office->find({});
    auto const reply = office->approve(found);
    office->clock.advance(9s);
    office->sender.run_once();
    CHECK(office->outbox().empty());
    office->clock.advance(1s);
    office->sender.run_once();
    office->sender.run_once();
    REQUIRE(office->outbox().size() == 1);
    CHECK_THAT(office->outbox()[0], Catch::Contains("Thank you: https://awards.example/n/"));
    auto const sent = office->reply(reply.id);
    CHECK(sent.state == Reply::State::sent);
    CHECK(sent.native_id == "native-" + reply.idempotency_key);
    CHECK_FALSE(sent.sealed_token);
    CHECK_FALSE(sent.request);
    CHECK_FALSE(sent.seen_words);
    CHECK(office->candidate(found).state == Candidate::State::answered);
    CHECK(storage::suppressions::find(office->store, *sent.author_key) ==
          storage::suppressions::Why::invited);
}

TEST_CASE("words that changed after they were approved are never sent", "[desk]") {
    Approved approved(engines());
    SECTION("the words") {
        approved->sql("update replies set words = 'Buy this: {link}'");
    }
    SECTION("their hash") {
        approved->sql("update replies set words_sha256 = '" + bot::sha256_hex("other") + "'");
    }
    SECTION("their token") {
        approved->sql("update replies set sealed_token = 'AAAA'");
    }
    SECTION("whether they invite") {
        approved->sql("update replies set invites = 0");
    }
    approved.send();
    CHECK(approved->network->calls == 0);
    CHECK(approved.reply().state == Reply::State::refused);
    CHECK(approved.reply().outcome == "changed");
    CHECK(approved.candidate() == Candidate::State::waiting);
}

TEST_CASE("the post is looked at again right before sending", "[desk]") {
    using Parent = bot::networks::Parent;
    Approved approved(engines());
    auto const shows = [&](Parent::State state) {
        approved->network->parents["post-1"] = {state, "post-1", "new", {}};
    };
    auto const becomes = [&](char const* outcome, Candidate::State state) {
        approved.send();
        CHECK(approved->network->calls == 0);
        CHECK(approved.reply().outcome == outcome);
        CHECK(approved.candidate() == state);
    };
    SECTION("gone") {
        shows(Parent::State::gone), becomes("gone", Candidate::State::gone);
    }
    SECTION("locked") {
        shows(Parent::State::locked), becomes("locked", Candidate::State::gone);
    }
    SECTION("edited") {
        shows(Parent::State::there), becomes("edited", Candidate::State::waiting);
    }
    SECTION("blocked") {
        shows(Parent::State::blocked_us), becomes("blocked", Candidate::State::gone);
        CHECK(approved->find({.name = "post-2"}).empty());
    }
}

TEST_CASE("what surely did not leave is tried again later, or given back", "[desk]") {
    Approved approved(engines());
    approved->network->delivers = false;
    SECTION("the pace") {
        approved->network->answer = failing(Class::rate, false, 300s);
        approved.send();
        CHECK(approved.reply().state == Reply::State::waiting);
        CHECK(approved.reply().send_at == approved->clock.now() + 300s);
        CHECK_FALSE(approved.reply().request);
        approved->network->answer = [] {};
        approved->network->delivers = true;
        approved.send();
        CHECK(approved->outbox().empty());
        approved->clock.advance(300s);
        approved.send();
        CHECK(approved.reply().state == Reply::State::sent);
    }
    SECTION("the way there, for a day") {
        approved->network->answer = failing(Class::network, false);
        approved->clock.advance(24h);
        approved.send();
        CHECK(approved.reply().outcome == "unreachable");
        CHECK(approved.candidate() == Candidate::State::waiting);
    }
    SECTION("our credentials") {
        approved->network->answer = failing(Class::auth, false);
        approved.send();
        CHECK(approved.reply().outcome == "auth");
        CHECK(approved.candidate() == Candidate::State::waiting);
    }
}

TEST_CASE("a call whose answer was lost is looked up, not repeated", "[desk]") {
    Approved approved(engines());
    approved->network->answer = failing(Class::network, true);
    approved.send();
    CHECK(approved.reply().state == Reply::State::unknown);
    CHECK(approved.reply().request);
    approved.send();
    CHECK(approved.reply().state == Reply::State::sent);
    CHECK(approved->network->calls == 1);
    CHECK(approved->outbox().size() == 1);
}

TEST_CASE("an answer that nobody understands counts as maybe sent", "[desk]") {
    Approved approved(engines());
    approved->network->answer = [] { throw std::runtime_error("not JSON"); };
    approved.send();
    CHECK(approved.reply().state == Reply::State::unknown);
}

TEST_CASE("what is surely absent goes again with the same bytes where keys are honoured", "[desk]") {
    Approved approved(engines());
    approved->network->delivers = false;
    approved->network->answer = failing(Class::network, true);
    approved.send();
    auto const bytes = approved.reply().request;
    approved->network->delivers = true;
    approved->network->answer = [] {};
    SECTION("within the hour") {
        approved.send();
        CHECK(approved.reply().state == Reply::State::sent);
        CHECK(approved->outbox() == std::vector{*bot::from_base64(*bytes)});
    }
    SECTION("after it, a person decides") {
        approved->clock.advance(1h);
        approved.send();
        approved.send();
        CHECK(approved.reply().state == Reply::State::unknown);
        CHECK(approved.reply().outcome == "absent");
        CHECK_FALSE(approved.reply().look_at);
    }
    SECTION("where keys mean nothing, a person decides") {
        approved->network->honours = false;
        approved.send();
        CHECK(approved->network->calls == 1);
        CHECK(approved.reply().outcome == "absent");
    }
    SECTION("not to somebody who said stop meanwhile") {
        approved->opt_out(*approved.reply().author_key);
        approved.send();
        CHECK(approved->network->calls == 1);
        CHECK(approved.reply().outcome == "absent");
    }
}

TEST_CASE("a reply that may have arrived is left to a person when the account is changed", "[desk]") {
    Approved approved(engines());
    bot::account_linking::Accounts accounts(approved->store, approved->clock, approved->networks,
                                            "https://awards.example");
    approved->network->delivers = false;
    approved->network->answer = failing(Class::network, true);
    approved.send();
    REQUIRE(approved.reply().state == Reply::State::unknown);
    CHECK(accounts.disconnect("fake").empty());
    CHECK_FALSE(approved.reply().look_at);
    CHECK(approved.reply().outcome == "account_changed");
    CHECK(accounts.begin("fake", "session", {}).empty());
    CHECK(accounts.come_back("fake", "session", "state", "code").empty());
    approved.send();
    CHECK(approved->network->calls == 1);
    CHECK(approved.reply().state == Reply::State::unknown);
}

TEST_CASE("an account is not changed under a reply that leaves, nor is one sent without", "[desk]") {
    Approved approved(engines());
    bot::account_linking::Accounts accounts(approved->store, approved->clock, approved->networks,
                                            "https://awards.example");
    SECTION("it leaves") {
        std::string said;
        approved->network->answer = [&] { said = accounts.disconnect("fake"); };
        approved.send();
        CHECK(said == "busy");
        CHECK(approved.reply().state == Reply::State::sent);
    }
    SECTION("it is still to leave") {
        CHECK(accounts.disconnect("fake").empty());
        approved.send();
        CHECK(approved->network->calls == 0);
        CHECK(approved.reply().outcome == "no_network");
    }
}

TEST_CASE("a person settles what the network cannot tell", "[desk]") {
    using bot::desk::Settled;
    Approved approved(engines());
    approved->network->delivers = false;
    approved->network->honours = false;
    approved->network->answer = failing(Class::network, true);
    approved.send();
    approved->network->find_answer = failing(Class::network, false, 120s);
    approved.send();
    CHECK(approved.reply().look_at == approved->clock.now() + 120s);
    CHECK(test::refusal([&] { approved->desk.settle(approved.id, approved->ana, Settled::unclear); }) ==
          "one_or_the_other");
    SECTION("it was sent") {
        approved->desk.settle(approved.id, approved->ana, Settled::sent);
        CHECK(approved.reply().state == Reply::State::sent);
        CHECK(approved.candidate() == Candidate::State::answered);
    }
    SECTION("it was not") {
        approved->desk.settle(approved.id, approved->ana, Settled::not_sent);
        CHECK(approved.reply().state == Reply::State::refused);
        CHECK(approved.candidate() == Candidate::State::waiting);
    }
    CHECK_FALSE(approved.reply().request);
    CHECK_FALSE(approved.reply().sealed_token);
}

TEST_CASE("words that the network shows otherwise are kept without their token", "[desk]") {
    Approved approved(engines());
    auto const token = *approved->keys.open(*approved.reply().sealed_token);
    bot::networks::SentReply const seen{"1", {}, "Thank you awards.example/n/" + token + " :)"};
    CHECK(approved->desk.other_words(approved.reply(), *seen.words) == "Thank you awards.example/n/… :)");
}

TEST_CASE("one reply that makes trouble does not stop the others", "[desk]") {
    test::FreshOffice office(engines());
    auto const bad = office->approve(office->find({}));
    office->clock.advance(1s);
    auto const good = office->approve(office->find({.name = "post-2", .author = "mo"}));
    int calls = 0;
    office->network->answer = [&] {
        if (++calls == 1) throw std::logic_error("trouble");
    };
    office->clock.advance(10s);
    office->sender.run_once();
    CHECK(office->reply(good.id).state == Reply::State::sent);
    CHECK(office->reply(bad.id).state == Reply::State::unknown);
}

TEST_CASE("one sender works at a time, and one that lost its lease changes nothing", "[desk]") {
    Approved approved(engines());
    storage::LeaseGuard another(approved->store, "sender", 1min);
    REQUIRE(another.take(approved->clock.now()));
    approved.send();
    CHECK(approved->network->calls == 0);
    approved->clock.advance(1min);
    approved.send();
    CHECK(approved->network->calls == 1);
}

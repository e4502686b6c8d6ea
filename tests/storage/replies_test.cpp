#include "storage/replies.h"

#include <catch2/catch.hpp>

#include "tests/bot/desk/office.h"

using namespace std::chrono_literals;
namespace replies = storage::replies;
using storage::Reply;

namespace {

auto engines() {
    return GENERATE(from_range(test::databases()));
}

/// A row for that post and person, as the desk would add it.
Reply row(test::Office& office, storage::CandidateId const& candidate, std::string const& post,
          std::optional<std::string> const& author) {
    Reply reply;
    reply.id = storage::ReplyId::random();
    reply.candidate = candidate;
    reply.network = "fake";
    reply.post_key = post;
    reply.author_key = author;
    reply.words = "Hi";
    reply.words_sha256 = bot::sha256_hex("Hi");
    reply.approved_by = office.ana;
    reply.approved_at = reply.send_at = office.clock.now();
    reply.idempotency_key = reply.id.text();
    return reply;
}

}  // namespace

TEST_CASE("the database takes one reply a post and a person, those that came to nothing aside",
          "[storage][desk]") {
    test::FreshOffice office(engines());
    auto const candidate = office->find({});
    auto const add = [&](std::string const& post, std::optional<std::string> const& author) {
        auto const reply = row(office.office, candidate, post, author);
        auto const added =
            office->store.write([&](storage::Write& write) { return replies::add(write, reply); });
        return added ? std::optional(reply.id) : std::nullopt;
    };
    auto const first = add("post", "jo");
    REQUIRE(first);
    CHECK_FALSE(add("post", "mo"));
    CHECK_FALSE(add("other", "jo"));
    CHECK(add("1", {}));
    CHECK(add("2", {}));
    CHECK(replies::written_to(office->store, "jo"));
    auto const end = [&](Reply::State state) {
        return office->store.write([&](storage::Write& write) {
            return replies::end(write, *first, Reply::State::waiting, {state, {}, {}, {}, {}},
                                office->clock.now());
        });
    };
    SECTION("sent counts for life") {
        CHECK(end(Reply::State::sent));
        CHECK_FALSE(add("post", "mo"));
    }
    SECTION("undone and refused do not count") {
        CHECK(end(GENERATE(Reply::State::undone, Reply::State::refused)));
        CHECK_FALSE(replies::written_to(office->store, "jo"));
        CHECK(add("post", "jo"));
        CHECK_FALSE(add("post", "mo"));
    }
}

TEST_CASE("each step of sending is taken once, from the state before it", "[storage][desk]") {
    test::FreshOffice office(engines());
    auto const reply = row(office.office, office->find({}), "post", "jo");
    auto const now = office->clock.now();
    auto const write = [&](auto act) {
        return office->store.write([&](storage::Write& open) { return act(open); });
    };
    CHECK(write([&](auto& w) { return replies::add(w, reply); }));
    auto const begin = [&](auto at) {
        return write([&](auto& w) { return replies::begin_sending(w, reply.id, "Ynl0ZXM=", at); });
    };
    auto const lose = [&] {
        return write([&](auto& w) { return replies::mark_unknown(w, reply.id, now, "interrupted"); });
    };
    auto const again = [&] { return write([&](auto& w) { return replies::send_again(w, reply.id); }); };
    CHECK_FALSE(lose());
    CHECK_FALSE(begin(now - 1s));
    CHECK(begin(now));
    CHECK_FALSE(begin(now));
    CHECK_FALSE(again());
    CHECK(lose());
    CHECK(replies::to_look_up(office->store, now, 9).size() == 1);
    CHECK(again());
    CHECK(replies::to_look_up(office->store, now, 9).empty());
    CHECK(office->reply(reply.id).sending_at == now);
    CHECK(office->reply(reply.id).request == "Ynl0ZXM=");
    CHECK(write([&](auto& w) { return replies::put_back(w, reply.id, now + 1min, "unreachable"); }));
    CHECK_FALSE(office->reply(reply.id).request);
    CHECK(replies::due(office->store, now, 9).empty());
    CHECK(replies::due(office->store, now + 1min, 9).size() == 1);
}

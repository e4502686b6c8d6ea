#include <atomic>
#include <thread>

#include <catch2/catch.hpp>

#include "tests/bot/desk/office.h"

using namespace std::chrono_literals;
using storage::Reply;

namespace {

auto engines() {
    return GENERATE(from_range(test::databases()));
}

/// Both at once, as near as threads can; how many were not refused.
template <class One, class Other>
int at_once(One one, Other other) {
    std::atomic<int> ready = 0, won = 0;
    auto const run = [&](auto act) {
        ++ready;
        while (ready < 2) std::this_thread::yield();
        if (test::refusal(act).empty()) ++won;
    };
    std::thread const first([&] { run(one); });
    std::jthread const joins([&] { run(other); });
    const_cast<std::thread&>(first).join();
    const_cast<std::jthread&>(joins).join();
    return won;
}

}  // namespace

TEST_CASE("of two operators who claim the same item one holds it", "[desk][threads]") {
    test::FreshOffice office(engines());
    for (int round = 0; round < 5; ++round) {
        auto const name = std::to_string(round);
        auto const found = office->find({.name = name, .author = name});
        CHECK(at_once([&] { office->queue.claim(found, office->ana); },
                      [&] { office->queue.claim(found, office->ben); }) == 1);
    }
}

TEST_CASE("of two operators who approve the same item one does", "[desk][threads]") {
    test::FreshOffice office(engines());
    for (int round = 0; round < 3; ++round) {
        auto const name = std::to_string(round);
        auto const found = office->find({.name = name, .author = name});
        auto const approve = [&](storage::OperatorId const& person) {
            return [&, person] { office->desk.approve(found, person, "Hi {link}", Reply::Channel::api); };
        };
        CHECK(at_once(approve(office->ana), approve(office->ben)) == 1);
        CHECK(storage::replies::in_state(office->store, Reply::State::waiting, 10).size() ==
              static_cast<std::size_t>(round + 1));
    }
}

TEST_CASE("of two operators who answer two posts of one person one does", "[desk][threads]") {
    test::FreshOffice office(engines());
    auto const one = office->find({.name = "1"});
    auto const two = office->find({.name = "2"});
    CHECK(at_once([&] { office->desk.approve(one, office->ana, "Hi {link}", Reply::Channel::api); },
                  [&] { office->desk.approve(two, office->ben, "Hi {link}", Reply::Channel::api); }) == 1);
}

TEST_CASE("a reply is undone or sent, never both", "[desk][threads]") {
    test::FreshOffice office(engines());
    auto const reply = office->approve(office->find({}));
    office->clock.advance(10s);
    auto const undone = at_once([&] { office->desk.undo(reply.id, office->ana); },
                                [&] {
                                    office->sender.run_once();
                                    throw bot::desk::Refusal(bot::UserError::Kind::conflict, "x");
                                });
    auto const state = office->reply(reply.id).state;
    CHECK(state == (undone == 1 ? Reply::State::undone : Reply::State::sent));
    CHECK(office->outbox().size() == (undone == 1 ? 0 : 1));
}

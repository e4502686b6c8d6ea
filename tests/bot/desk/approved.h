#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "tests/bot/desk/office.h"

namespace test {

/// An office with one approved reply whose time to undo is over.
struct Approved : FreshOffice {
    explicit Approved(std::string const& engine) : FreshOffice(engine) {
        found = office.find({});
        id = office.approve(found).id;
        office.clock.advance(std::chrono::seconds(10));
    }
    storage::Reply reply() const { return office.reply(id); }
    storage::Candidate::State candidate() const { return office.candidate(found).state; }
    void send() { office.sender.run_once(); }

    storage::CandidateId found;
    storage::ReplyId id;
};

inline auto failing(bot::networks::NetworkError::Class who, bool maybe_sent,
                    std::optional<std::chrono::seconds> wait = {}) {
    return [=] { throw bot::networks::NetworkError(who, "no", maybe_sent, wait); };
}

}  // namespace test

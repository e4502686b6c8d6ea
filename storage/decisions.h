#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/engine/store.h"

namespace storage {

/// What a person decided about a candidate, and why. Kept as it was; never changed.
struct Decision {
    CandidateId candidate;
    OperatorId person;
    /// skip, later, approve, undo, by_hand, sent, not_sent, unclear, company, restore or settle.
    std::string what;
    std::optional<std::string> reason;  // of a skip: one of the desk's short list
    std::optional<std::string> note;    // in the operator's words
    Time made_at{};
};

namespace decisions {

void add(Write& write, Decision const& decision);
/// In the order they were made.
std::vector<Decision> of(Read const& read, CandidateId const& candidate);

}  // namespace decisions
}  // namespace storage

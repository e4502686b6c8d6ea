#pragma once

#include <optional>
#include <string>

#include "storage/candidates.h"
#include "storage/engine/store.h"
#include "storage/posts.h"

namespace bot::listen {

/// A post as it was found again.
struct FoundAgain {
    std::string words;
    storage::TextSignature marks;
    std::optional<storage::Candidate>
        candidate;  // by its words of now, with its company; empty if it is no find
};

/// A stored post was found again. If it has other words and waits, it gets them and is judged anew, or leaves
/// the queue and is forgotten. While a person holds it only its words change, which the desk tells before
/// anything is sent; what was decided stays as it is, words and all. True if it had other words and waits, or
/// waited.
bool take_edit(storage::Write& write, storage::Post const& post, FoundAgain const& again, storage::Time now);

}  // namespace bot::listen

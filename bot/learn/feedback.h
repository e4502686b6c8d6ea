#pragma once

#include <functional>
#include <string>
#include <vector>

#include "bot/detect/training/refit.h"
#include "storage/decisions.h"

namespace bot::learn {

// The decisions of the desk as labels to learn from.

/// Whether decisions on posts of that network may change weights: its policy says so.
using MayTrain = std::function<bool(std::string const& network)>;

/// What the desk decided, in two parts. A post is in the same one for ever, by a hash of its key, so that no
/// model is ever compared on what it, or one before it, learned from.
struct FeedbackSplit {
    std::vector<detect::Feedback> learned;
    std::vector<detect::Feedback> held_out;  // a quarter; only compared by

    /// How many of held_out are praise.
    long long held_out_praise() const;
};
/// In the order given, without what may not train. What a reason says of the text: bot/learn/README.md.
FeedbackSplit split_feedback(std::vector<storage::Judgement> const& judgements, MayTrain const& may_train);

}  // namespace bot::learn

#pragma once

#include <functional>
#include <string>
#include <vector>

#include "bot/detect/training/refit.h"
#include "storage/decisions.h"

namespace bot::learn {

/// Whether decisions on posts of that network may change weights.
using MayTrain = std::function<bool(std::string const& network)>;

/// What the desk decided, in two parts. A post is in the same one for ever.
struct FeedbackSplit {
    std::vector<detect::Feedback> learned;
    std::vector<detect::Feedback> held_out;  // a quarter; only compared by

    long long held_out_praise() const;
};
FeedbackSplit lessons_of(std::vector<storage::Judgement> const& judgements, MayTrain const& may_train);

}  // namespace bot::learn

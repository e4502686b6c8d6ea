#include "bot/learn/feedback.h"

#include <algorithm>

#include "bot/detect/text/hash.h"

namespace bot::learn {
namespace {

constexpr std::uint64_t parts = 4;

/// What the reason says of the text; "not praise" says only what it is not.
std::optional<detect::Label> label_of(storage::Judgement const& judgement) {
    using detect::Label;
    if (judgement.praise) return Label::praise;
    if (judgement.reason == "product") return Label::product;
    if (judgement.reason == "sarcasm") return Label::complaint;
    if (judgement.reason == "own_people") return Label::other;
    return std::nullopt;
}

}  // namespace

long long FeedbackSplit::held_out_praise() const {
    return std::ranges::count(held_out, std::optional(detect::Label::praise), &detect::Feedback::label);
}

FeedbackSplit split_feedback(std::vector<storage::Judgement> const& judgements, MayTrain const& may_train) {
    FeedbackSplit feedback;
    for (auto const& one : judgements) {
        if (!may_train(one.network)) continue;
        // The key is a hash of the post's id under this installation's own key.
        auto const part = detect::mixed_hash(detect::hash_of(one.post_key)) % parts;
        (part == 0 ? feedback.held_out : feedback.learned)
            .push_back({one.text, one.language.value_or(""), one.author_handle.value_or(""), label_of(one)});
    }
    return feedback;
}

}  // namespace bot::learn

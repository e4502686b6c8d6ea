#pragma once

#include <vector>

#include "bot/detect/model.h"
#include "bot/detect/vocabulary.h"

namespace bot::detect {

/// Looks at posts and weighs what it sees by one model. Keep one per thread: what the letters of a word weigh
/// is remembered from post to post.
class Weighing {
public:
    /// To be called when the next post is weighed by another model than the last.
    void forget() { spellings_.assign(Vocabulary::places, {}); }

    Scores weigh(Document const& document, Model const& model);
    /// Of the post weighed last, by token: how much it speaks for praise. Each feature's pull is shared by
    /// the tokens at its ends.
    std::vector<double> const& pulls();

private:
    struct Spelling {
        std::uint64_t word = 0;  // its number in the vocabulary
        double pull = 0;
        Weighed weighed;
    };
    Spelling const& spelling(Token const& token, Model const& model);
    void share(Group group);

    std::vector<Spelling> spellings_ = std::vector<Spelling>(Vocabulary::places);
    Spelling unkept_;
    Features features_;  // all but the letters
    WeighedGroups groups_;
    std::vector<double> letter_pulls_, pulls_;
};

}  // namespace bot::detect

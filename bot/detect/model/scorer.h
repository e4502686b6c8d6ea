#pragma once

#include <limits>
#include <vector>

#include "bot/detect/model/features.h"
#include "bot/detect/model/model.h"
#include "bot/detect/text/document.h"

namespace bot::detect {

/// Looks at posts and weighs what it sees by one model. Keep one per thread: what the letters of a word weigh
/// is remembered from post to post.
class Scorer {
public:
    /// To be called when the next post is weighed by another model than the last.
    void forget() { spellings_.assign(TokenCache::places, {}); }

    Scores weigh(Document const& document, Model const& model);
    /// Of the post weighed last, by that model, by token: how much it speaks for praise. Each feature's pull
    /// is shared by the tokens at its ends.
    std::vector<double> const& contributions(Document const& document, Model const& model);

private:
    /// Two of them fill a cache line.
    struct alignas(32) Spelling {
        std::uint64_t word = 0;  // its number in the vocabulary
        std::array<std::int16_t, label_count> units{};
        std::uint16_t count = 0;

        void add_to(Weighed& all) const;
    };
    static_assert(most_runs_of_letters * Model::most_units <= std::numeric_limits<std::int16_t>::max());
    Spelling& place_of(Token const& token);
    Spelling const& spelling(Token const& token, Model const& model);
    void share(Group group, Model const& model);

    std::vector<Spelling> spellings_ = std::vector<Spelling>(TokenCache::places);
    Spelling unkept_;
    Features features_;  // the letters are those of the word that was spelled last
    WeighedGroups groups_;
    std::vector<double> contributions_;
};

/// The words that spoke loudest for or against praise, in the order of the post; ranges that touch are one.
/// `pulls`: how much each token speaks for it.
std::vector<Reason> reasons(Document const& document, std::vector<double> const& contributions);

}  // namespace bot::detect

#pragma once

#include <limits>
#include <vector>

#include "bot/detect/model/features.h"
#include "bot/detect/model/model.h"
#include "bot/detect/text/document.h"

// From a document to its scores, and to the words that made them.
namespace bot::detect {

/// Scores documents by a model, and says which tokens made the score. Keep one per thread: what the letters
/// of a word sum up to is remembered from post to post.
class Scorer {
public:
    /// To be called before a document is scored by another model than the last one was.
    void reset() { ngram_sums_.assign(remembered_words, {}); }

    /// The same as Model::scores() of all features, to the bit. The document must always be the same one, for
    /// its tokens' cache_ids are what is remembered by.
    Scores score(Document const& document, Model const& model);
    /// Of the document scored last, by that model: how much each token speaks for praise, in log-odds. What a
    /// feature contributes is shared by the tokens at its ends. Valid until the next call.
    std::vector<double> const& contributions(Document const& document, Model const& model);

private:
    /// What the char_ngrams of a word sum up to. Two of them fill a cache line.
    struct alignas(32) NgramSum {
        std::uint64_t cache_id = 0;  // of the token it belongs to
        std::array<std::int16_t, label_count> units{};
        std::uint16_t count = 0;

        void add_to(WeightSum& all) const;
    };
    static_assert(max_ngrams_per_word * Model::max_weight <= std::numeric_limits<std::int16_t>::max());
    NgramSum& slot_of(Token const& token);
    NgramSum const& ngram_sum(Token const& token, Model const& model);
    void spread(Group group, Model const& model);

    std::vector<NgramSum> ngram_sums_ = std::vector<NgramSum>(remembered_words);
    NgramSum uncached_;  // of a word that has no entry in the cache
    /// Of the document scored last; its char_ngrams are those of the word that was summed up last.
    Features features_;
    GroupSums groups_;
    std::vector<double> contributions_;  // by token
};

/// Up to six ranges of words that spoke most strongly for or against praise, in the order of the post; those
/// that touch and agree are one. Handles, links and punctuation are never shown. `contributions` is by token,
/// as above.
std::vector<Reason> strongest_reasons(Document const& document, std::vector<double> const& contributions);

}  // namespace bot::detect

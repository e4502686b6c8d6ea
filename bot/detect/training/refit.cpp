#include "bot/detect/training/refit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

#include "bot/detect/model/model.h"
#include "bot/detect/text/hash.h"
#include "bot/detect/training/fit.h"

namespace bot::detect {

namespace {

constexpr std::array<double, 4> l2_choices{8, 32, 128, 512};
constexpr std::size_t folds = 4;
constexpr std::uint32_t min_posts_with_column = 2;
constexpr double largest_step = 127;  // a weight stays within what the base's bytes can say

double loss_of(double chance, bool praise) {
    return -std::log(std::clamp(praise ? chance : 1 - chance, 1e-6, 1.0));
}

/// The likeliest that it can be, if it is only known not to be praise.
Label label_of(Feedback const& one, Scores const& scores) {
    if (one.label) return *one.label;
    return static_cast<Label>(std::max_element(scores.begin() + 1, scores.end()) - scores.begin());
}

/// Decisions as rows that begin where the base stands. Only the columns that two of them have are there,
/// under new numbers: the others cannot move.
class FeedbackRows {
public:
    FeedbackRows(Model const& base, std::vector<Feedback> const& feedback)
        : base_(base), feedback_(feedback) {
        Vectorizer vectorizer(base);
        for (auto const& one : feedback) {
            auto values = vectorizer.vectorize({one.words, one.language, one.author});
            auto const scores = vectorizer.scores();
            rows_.push_back({std::move(values), label_of(one, scores), scores});
        }
        renumber();
    }

    /// What the chosen rows move.
    LinearModel moved(std::vector<std::size_t> const& chosen, double l2) const {
        std::vector<Row> rows;
        for (auto const i : chosen) rows.push_back(rows_[i]);
        return fit(rows, columns_.size(), l2, l2);
    }

    double loss(std::size_t row, LinearModel const& moved) const {
        auto scores = rows_[row].base_scores;
        auto const more = moved.scores(rows_[row].values);
        for (std::size_t k = 0; k < label_count; ++k) scores[k] += more[k];
        auto const& label = feedback_[row].label;
        return loss_of(base_.praise(scores), label == Label::praise);
    }

    /// The base's weights with what was moved added.
    LinearModel whole(LinearModel const& moved) const {
        auto linear = base_.dequantized();
        for (std::size_t k = 0; k < label_count; ++k) {
            linear.bias[k] += moved.bias[k];
            auto const most = static_cast<float>(base_.step[k] * largest_step);
            for (std::size_t c = 0; c < columns_.size(); ++c) {
                auto& weight = linear.weights[columns_[c] * label_count + k];
                weight = std::clamp(weight + rarity_[c] * moved.weights[c * label_count + k], -most, most);
            }
        }
        return linear;
    }

private:
    void renumber() {
        std::map<std::uint32_t, std::uint32_t> posts_with;
        for (auto const& row : rows_)
            for (auto const& value : row.values) ++posts_with[value.column];
        std::map<std::uint32_t, std::uint32_t> number;
        for (auto const& [column, count] : posts_with) {
            if (count < min_posts_with_column) continue;
            number[column] = static_cast<std::uint32_t>(columns_.size());
            columns_.push_back(column);
            rarity_.push_back(std::log(1 + static_cast<float>(rows_.size()) / static_cast<float>(count)));
        }
        for (auto& row : rows_) {
            std::erase_if(row.values,
                          [&](SparseValue const& value) { return !number.contains(value.column); });
            for (auto& [column, value] : row.values) {
                column = number[column];
                value *= rarity_[column];
            }
        }
    }

    Model const& base_;
    std::vector<Feedback> const& feedback_;
    std::vector<Row> rows_;
    std::vector<std::uint32_t> columns_;  // of the base, by their number here
    std::vector<float> rarity_;
};

/// The L2 by which those that were left out would have been classified best. Equal words are left out
/// together.
double best_l2(FeedbackRows const& feedback, std::vector<Feedback> const& texts) {
    std::array<std::vector<std::size_t>, folds> in, out;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        auto const fold = word_hash(texts[i].words) % in.size();
        for (std::size_t f = 0; f < in.size(); ++f) (f == fold ? out : in)[f].push_back(i);
    }
    double best = l2_choices.back(), least = HUGE_VAL;
    for (auto const l2 : l2_choices) {
        double loss = 0;
        for (std::size_t f = 0; f < in.size(); ++f) {
            auto const moved = feedback.moved(in[f], l2);
            for (auto const i : out[f]) loss += feedback.loss(i, moved);
        }
        if (loss >= least) continue;
        least = loss;
        best = l2;
    }
    return best;
}

}  // namespace

std::string refit(std::string_view base, std::vector<Feedback> const& feedback,
                  RefitSettings const& settings) {
    auto model = Model::read(base);
    FeedbackRows const all(model, feedback);
    std::vector<std::size_t> every(feedback.size());
    std::iota(every.begin(), every.end(), std::size_t{0});
    auto const linear = all.whole(all.moved(every, best_l2(all, feedback)));
    model.quantize(linear);
    model.name = settings.name;
    model.made_of = settings.made_of;
    return model.write();
}

EvalResult score_feedback(std::string_view text, std::vector<Feedback> const& feedback, double likely_from) {
    auto const model = Model::read(text);
    Vectorizer vectorizer(model);
    EvalResult result;
    for (auto const& one : feedback) {
        vectorizer.vectorize({one.words, one.language, one.author});
        auto const chance = model.praise(vectorizer.scores());
        bool const praise = one.label == Label::praise;
        result.losses.push_back(loss_of(chance, praise));
        bool const likely = chance >= (likely_from > 0 ? likely_from : model.likely_from);
        result.likely += likely ? 1 : 0;
        result.right += likely && praise ? 1 : 0;
    }
    if (!result.losses.empty())
        result.log_loss = std::accumulate(result.losses.begin(), result.losses.end(), 0.0) /
                          static_cast<double>(result.losses.size());
    return result;
}

}  // namespace bot::detect

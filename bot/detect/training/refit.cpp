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

constexpr std::array<double, 4> tightness{8, 32, 128, 512};
constexpr std::uint32_t fewest_lessons = 2;
constexpr double largest_step = 127;  // a weight stays within what the base's bytes can say

double loss_of(double chance, bool praise) {
    return -std::log(std::clamp(praise ? chance : 1 - chance, 1e-6, 1.0));
}

/// The likeliest that it can be, if it is only known not to be praise.
Label label_of(Feedback const& feedback, Scores const& scores) {
    if (feedback.label) return *feedback.label;
    return static_cast<Label>(std::max_element(scores.begin() + 1, scores.end()) - scores.begin());
}

/// Lessons as rows that begin where the base stands. Only the columns that two of the lessons have are there,
/// numbered anew: the others cannot move.
class FeedbackSplit {
public:
    FeedbackSplit(Model const& base, std::vector<Feedback> const& lessons) : base_(base), lessons_(lessons) {
        Vectorizer columns(base);
        for (auto const& feedback : lessons) {
            auto seen = columns.of({feedback.words, feedback.language, feedback.author});
            rows_.push_back({std::move(seen.values), label_of(feedback, seen.scores), 1, seen.scores});
        }
        renumber();
    }

    /// What the chosen rows move.
    Linear moved(std::vector<std::size_t> const& chosen, double tight) const {
        std::vector<Row const*> pointers;
        for (auto const i : chosen) pointers.push_back(&rows_[i]);
        return fit(pointers, columns_.size(), {tight, 60, tight});
    }

    double loss(std::size_t row, Linear const& moved) const {
        auto scores = rows_[row].from;
        auto const more = moved.scores(rows_[row].values);
        for (std::size_t k = 0; k < label_count; ++k) scores[k] += more[k];
        auto const& label = lessons_[row].label;
        return loss_of(base_.praise(scores), label == Label::praise);
    }

    /// The base's weights with what was moved added.
    Linear whole(Linear const& moved) const {
        auto linear = base_.linear();
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
        std::map<std::uint32_t, std::uint32_t> lessons_with;
        for (auto const& row : rows_)
            for (auto const& value : row.values) ++lessons_with[value.column];
        std::map<std::uint32_t, std::uint32_t> number;
        for (auto const& [column, count] : lessons_with) {
            if (count < fewest_lessons) continue;
            number[column] = static_cast<std::uint32_t>(columns_.size());
            columns_.push_back(column);
            rarity_.push_back(std::log(1 + static_cast<float>(rows_.size()) / static_cast<float>(count)));
        }
        for (auto& row : rows_) {
            std::erase_if(row.values, [&](Sparse const& value) { return !number.contains(value.column); });
            for (auto& [column, value] : row.values) {
                column = number[column];
                value *= rarity_[column];
            }
        }
    }

    Model const& base_;
    std::vector<Feedback> const& lessons_;
    std::vector<Row> rows_;
    std::vector<std::uint32_t> columns_;  // of the base, by their number here
    std::vector<float> rarity_;
};

/// How tightly those that were left out would have been judged best. Equal words are left out together.
double best_tightness(FeedbackSplit const& lessons, std::vector<Feedback> const& texts, int folds) {
    std::vector<std::vector<std::size_t>> in(static_cast<std::size_t>(folds)), out(in);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        auto const fold = mixed_hash(hash_of(texts[i].words)) % in.size();
        for (std::size_t f = 0; f < in.size(); ++f) (f == fold ? out : in)[f].push_back(i);
    }
    double best = tightness.back(), least = HUGE_VAL;
    for (auto const tight : tightness) {
        double loss = 0;
        for (std::size_t f = 0; f < in.size(); ++f) {
            auto const moved = lessons.moved(in[f], tight);
            for (auto const i : out[f]) loss += lessons.loss(i, moved);
        }
        if (loss >= least) continue;
        least = loss;
        best = tight;
    }
    return best;
}

}  // namespace

std::string refit(std::string_view base, std::vector<Feedback> const& lessons,
                  RefitSettings const& settings) {
    auto model = Model::read(base);
    FeedbackSplit const all(model, lessons);
    std::vector<std::size_t> every(lessons.size());
    std::iota(every.begin(), every.end(), std::size_t{0});
    auto const linear = all.whole(all.moved(every, best_tightness(all, lessons, settings.folds)));
    model.take(linear);
    model.name = settings.name;
    model.made_of = settings.made_of;
    return model.write();
}

EvalResult showing(std::string_view text, std::vector<Feedback> const& lessons, double likely_from) {
    auto const model = Model::read(text);
    Vectorizer columns(model);
    EvalResult shown;
    for (auto const& feedback : lessons) {
        auto const chance =
            model.praise(columns.of({feedback.words, feedback.language, feedback.author}).scores);
        bool const praise = feedback.label == Label::praise;
        shown.losses.push_back(loss_of(chance, praise));
        bool const likely = chance >= (likely_from > 0 ? likely_from : model.likely_from);
        shown.likely += likely ? 1 : 0;
        shown.right += likely && praise ? 1 : 0;
    }
    if (!shown.losses.empty())
        shown.log_loss = std::accumulate(shown.losses.begin(), shown.losses.end(), 0.0) /
                         static_cast<double>(shown.losses.size());
    return shown;
}

}  // namespace bot::detect

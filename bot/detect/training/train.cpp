#include "bot/detect/training/train.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <stdexcept>

#include "bot/detect/model/model.h"
#include "bot/detect/training/fit.h"
#include "bot/detect/training/metrics.h"

namespace bot::detect {

namespace {

constexpr std::uint32_t min_posts_with_feature = 2;  // a feature seen in fewer is chance
constexpr double likely_precision = 0.90;
constexpr double maybe_precision = 0.60;
constexpr double unsure_precision =
    1.0 / 3;  // of the finds that are not likely ones, every third at least is right

/// The examples as columns of a model of that size.
class DesignMatrix {
public:
    DesignMatrix(std::vector<Example> const& examples, Model const& model)
        : examples_(examples), columns_(model.columns()) {
        Vectorizer vectorizer(model);
        for (auto const& example : examples) {
            auto values = vectorizer.vectorize({example.words, example.language, example.author});
            rows_.push_back({std::move(values), example.label});
        }
    }

    std::vector<Row> const& rows() const { return rows_; }
    bool measured(std::size_t row) const { return examples_[row].measured; }

    /// A fit on the rows chosen; rare features weigh more, and those of a single post nothing.
    LinearModel fitted(std::vector<std::size_t> const& chosen, double l2) const {
        auto const rarity = rarities(chosen);
        std::vector<Row> scaled;
        for (auto const i : chosen) {
            scaled.push_back(rows_[i]);
            for (auto& [column, value] : scaled.back().values) value *= rarity[column];
        }
        auto linear = fit(scaled, columns_, l2);
        for (std::size_t i = 0; i < linear.weights.size(); ++i) linear.weights[i] *= rarity[i / label_count];
        return linear;
    }

private:
    std::vector<float> rarities(std::vector<std::size_t> const& chosen) const {
        std::vector<std::uint32_t> posts(columns_);
        for (auto const i : chosen) {
            for (auto const& value : rows_[i].values) ++posts[value.column];
        }
        std::vector<float> rarity(columns_);
        for (std::size_t c = 0; c < columns_; ++c) {
            if (posts[c] < min_posts_with_feature) continue;
            rarity[c] = std::log(1 + static_cast<float>(chosen.size()) / static_cast<float>(posts[c]));
        }
        return rarity;
    }

    std::vector<Example> const& examples_;
    std::size_t columns_;
    std::vector<Row> rows_;
};

std::vector<std::size_t> all_of(auto const& list) {
    std::vector<std::size_t> indices(list.size());
    std::iota(indices.begin(), indices.end(), std::size_t{0});
    return indices;
}

// Every fold gets its share of every label.
std::vector<int> folds_of(std::vector<Row> const& rows, int folds) {
    auto order = all_of(rows);
    std::mt19937 random(20261122);
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
    std::array<int, label_count> next{};
    std::vector<int> fold(rows.size());
    for (auto const i : order) fold[i] = next[static_cast<std::size_t>(rows[i].label)]++ % folds;
    return fold;
}

void predict(std::vector<Outcome>& outcomes, Model const& model) {
    for (auto& post : outcomes) {
        auto const prediction = model.prediction(post.scores);
        post.predicted = prediction.label;
        post.praise = prediction.praise;
    }
}

// Each measured post classified by a model that has not seen it.
std::vector<Outcome> cross_validated(DesignMatrix const& matrix, TrainSettings const& settings) {
    auto const& rows = matrix.rows();
    auto const fold = folds_of(rows, settings.folds);
    std::vector<Outcome> outcomes;
    for (int out = 0; out < settings.folds; ++out) {
        auto const is_out = [&](std::size_t row) { return matrix.measured(row) && fold[row] == out; };
        std::vector<std::size_t> chosen;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (!is_out(i)) chosen.push_back(i);
        }
        auto const linear = matrix.fitted(chosen, settings.l2);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (is_out(i))
                outcomes.push_back({rows[i].label, Label::other, linear.scores(rows[i].values), 0});
        }
    }
    return outcomes;
}

std::vector<Outcome> outcomes_of(Model const& model, std::vector<Example> const& examples) {
    std::vector<Outcome> outcomes;
    Vectorizer vectorizer(model);
    for (auto const& example : examples) {
        vectorizer.vectorize({example.words, example.language, example.author});
        outcomes.push_back({example.label, Label::other, vectorizer.scores(), 0});
    }
    predict(outcomes, model);
    return outcomes;
}

void choose_thresholds(Model& model, std::vector<Outcome>& outcomes) {
    auto const curve = calibrate(outcomes);
    model.slope = curve.slope;
    model.offset = curve.offset;
    predict(outcomes, model);
    model.praise_from = best_threshold(outcomes);
    model.likely_from = std::max(model.praise_from, threshold_for_precision(outcomes, likely_precision));
    model.candidate_from = std::min(
        model.praise_from, std::max(threshold_for_precision(outcomes, maybe_precision),
                                    threshold_for_precision(outcomes, unsure_precision, model.likely_from)));
    predict(outcomes, model);
}

}  // namespace

Trained train(std::vector<Example> const& examples, std::vector<Example> const& dev,
              TrainSettings const& settings) {
    auto const measured = std::ranges::count(examples, true, &Example::measured);
    auto const praised = std::ranges::count_if(
        examples, [](Example const& example) { return example.measured && example.label == Label::praise; });
    auto const rest = measured - praised;
    if (settings.folds < 2 || praised < settings.folds || rest < settings.folds) {
        throw std::invalid_argument(fmt::format("{} posts of praise and {} others are too few for {} folds",
                                                praised, rest, settings.folds));
    }
    Model model;
    model.name = settings.name;
    model.made_of = settings.made_of;
    model.bits = settings.bits;
    DesignMatrix const matrix(examples, model);
    auto outcomes = cross_validated(matrix, settings);
    choose_thresholds(model, outcomes);
    model.quantize(matrix.fitted(all_of(examples), settings.l2));
    auto report = table(fmt::format("Cross-validated, {} folds", settings.folds), outcomes);
    if (!dev.empty()) report += "\n" + table("Dev", outcomes_of(model, dev));
    report += fmt::format("\npraise from {:.3f}, candidate from {:.3f}, likely from {:.3f}\n",
                          model.praise_from, model.candidate_from, model.likely_from);
    return {model.write(), report};
}

}  // namespace bot::detect

#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "bot/detect/model/features.h"
#include "bot/detect/model/model.h"
#include "bot/detect/text/document.h"

namespace bot::detect {

// Fitting weights: posts as rows of numbers, and the minimum of their loss.

/// A labelled post as the fit sees it.
struct Row {
    std::vector<SparseValue> values;
    Label label = Label::other;
    float weight = 1;      // how often it counts
    Scores base_scores{};  // what is scored already; the fit adds to it
};

struct FitSettings {
    double l2 = 1;        // penalty on half the sum of squared weights
    int iterations = 60;  // at most; it stops earlier once a step gains less than a millionth
    double bias_l2 = 0;   // the same penalty on the biases
};

/// Multinomial logistic regression with L2, by L-BFGS (Nocedal 1980; 8 steps of history). `columns` is how
/// many there are; the rows' are below it. The same rows give the same model.
LinearModel fit(std::vector<Row const*> const& rows, std::size_t columns, FitSettings const& settings);

/// Reads posts as columns of a model's weights, for a fit. Keeps its memory from post to post.
class Vectorizer {
public:
    /// The model is only asked which column a feature falls into, unless scores are wanted. It outlives this.
    explicit Vectorizer(Model const& model) : model_(model) {}

    /// In the order of the columns, each once.
    std::vector<SparseValue> vectorize(Text const& text);
    struct Scored {
        std::vector<SparseValue> values;
        Scores scores{};  // the model's
    };
    Scored vectorize_and_score(Text const& text);

private:
    std::vector<SparseValue> sums() const;

    Model const& model_;
    Document document_;
    Features features_;
};

}  // namespace bot::detect

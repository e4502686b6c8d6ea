#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "bot/detect/model/features.h"
#include "bot/detect/model/model.h"
#include "bot/detect/text/document.h"

// Fitting weights: posts as rows of numbers, and the minimum of their loss.
namespace bot::detect {

/// A labelled post as the fit sees it.
struct Row {
    std::vector<SparseValue> values;
    Label label = Label::other;
    /// What is scored already, in log-odds; the fit adds to it.
    Scores base_scores{};
};

/// Multinomial logistic regression by L-BFGS (Nocedal 1980; 8 steps of history), at most 60 rounds: it stops
/// earlier once a step gains less than a millionth. `l2` and `bias_l2` penalise half the sum of the squared
/// weights and biases. `columns` is how many there are; the rows' are below it. The same rows give the same
/// model.
LinearModel fit(std::vector<Row> const& rows, std::size_t columns, double l2, double bias_l2 = 0);

/// Reads posts as columns of a model's weights, for a fit. Keeps its memory from post to post. For one
/// thread.
class Vectorizer {
public:
    /// The model is only asked which column a feature falls into, unless scores are wanted. It outlives this.
    explicit Vectorizer(Model const& model) : model_(model) {}

    /// In the order of the columns, each once.
    std::vector<SparseValue> vectorize(Text const& text);
    /// What the model says of the post that was read last, in log-odds.
    Scores scores() const { return model_.scores(features_); }

private:
    Model const& model_;
    Document document_;
    Features features_;
};

}  // namespace bot::detect

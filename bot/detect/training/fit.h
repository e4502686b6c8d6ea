#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "bot/detect/model/features.h"
#include "bot/detect/model/model.h"
#include "bot/detect/text/document.h"

namespace bot::detect {

/// A post as the fit sees it.
struct Row {
    std::vector<Sparse> values;
    Label label = Label::other;
    float weight = 1;
    Scores from{};  // what is scored already; the fit adds to it
};

struct FitSettings {
    double l2 = 1;
    int iterations = 60;
    double bias_l2 = 0;
};

/// Multinomial logistic regression with L2, by L-BFGS. The same rows give the same model.
Linear fit(std::vector<Row const*> const& rows, std::size_t columns, FitSettings const& settings);

/// Reads posts as columns of a model's weights, for a fit. Keeps its memory from post to post.
class Vectorizer {
public:
    /// The model is only asked what falls where, unless scores are wanted. It outlives this.
    explicit Vectorizer(Model const& model) : model_(model) {}

    /// By column, each once.
    std::vector<Sparse> values(Text const& text);
    struct Seen {
        std::vector<Sparse> values;
        Scores scores{};  // the model's
    };
    Seen of(Text const& text);

private:
    std::vector<Sparse> sums() const;

    Model const& model_;
    Document document_;
    Features features_;
};

}  // namespace bot::detect

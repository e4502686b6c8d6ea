#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "bot/detect/detect.h"

namespace bot::detect {

struct Sparse {
    std::uint32_t column = 0;
    float value = 0;
};

using Scores = std::array<double, label_count>;

/// A post as the fit sees it.
struct Row {
    std::vector<Sparse> values;
    Label label = Label::other;
    float weight = 1;
    Scores from{};  // what is scored already; the fit adds to it
};

/// A linear model of the six labels: a score each, the softmax of them the probabilities.
struct Linear {
    std::vector<float> weights;  // label_count a column
    Scores bias{};

    Scores scores(std::span<Sparse const> values) const;
};

Scores softmax(Scores const& scores);

struct FitSettings {
    double l2 = 1;
    int iterations = 60;
    double bias_l2 = 0;
};

/// Multinomial logistic regression with L2, by L-BFGS. The same rows give the same model.
Linear fit(std::vector<Row const*> const& rows, std::size_t columns, FitSettings const& settings);

}  // namespace bot::detect

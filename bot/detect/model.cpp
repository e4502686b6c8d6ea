#include "bot/detect/model.h"

#include <algorithm>
#include <cmath>

namespace bot::detect {

namespace {

constexpr double largest = 127;
constexpr double most_displeasure = 0.24;  // complaint and mixed together, as probability

double log_odds(double chance) {
    auto const held = std::clamp(chance, 1e-9, 1 - 1e-9);
    return std::log(held / (1 - held));
}

}  // namespace

Scores Model::scores(Features const& features) const {
    Scores sums = bias;
    for (std::size_t g = 0; g < group_count; ++g) {
        auto const group = static_cast<Group>(g);
        std::array<std::int32_t, stride> units{};
        for (auto const& feature : features.seen[g]) {
            auto const* row = &weights_[column(group, feature) * stride];
            for (std::size_t k = 0; k < stride; ++k) units[k] += row[k];
        }
        for (std::size_t k = 0; k < label_count; ++k) {
            sums[k] += static_cast<double>(features.scale(group)) * step[k] * units[k];
        }
    }
    return sums;
}

void Model::find_pulls() {
    pulls_.resize(columns());
    for (std::size_t column = 0; column < columns(); ++column) {
        auto const* row = &weights_[column * stride];
        double rest = 0;
        for (std::size_t k = 1; k < label_count; ++k) rest += step[k] * row[k];
        pulls_[column] = static_cast<float>(step[0] * row[0] - rest / (label_count - 1));
    }
}

double Model::praise(Scores const& scores) const {
    return 1 / (1 + std::exp(-(slope * log_odds(softmax(scores)[0]) + offset)));
}

Label Model::label(Scores const& scores, double praise) const {
    auto const chances = softmax(scores);
    auto const displeasure =
        chances[static_cast<std::size_t>(Label::complaint)] + chances[static_cast<std::size_t>(Label::mixed)];
    if (praise >= praise_from && displeasure <= most_displeasure) return Label::praise;
    return static_cast<Label>(std::max_element(scores.begin() + 1, scores.end()) - scores.begin());
}

void Model::take(Linear const& linear) {
    bias = linear.bias;
    weights_.assign(columns() * stride, 0);
    for (std::size_t k = 0; k < label_count; ++k) {
        double most = 1e-9;
        for (std::size_t c = 0; c < columns(); ++c) {
            most = std::max(most, std::fabs(static_cast<double>(linear.weights[c * label_count + k])));
        }
        step[k] = most / largest;
        for (std::size_t c = 0; c < columns(); ++c) {
            auto const units = std::lround(linear.weights[c * label_count + k] / step[k]);
            weights_[c * stride + k] = static_cast<std::int8_t>(units);
        }
    }
    find_pulls();
}

}  // namespace bot::detect

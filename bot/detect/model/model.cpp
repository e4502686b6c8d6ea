#include "bot/detect/model/model.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>

namespace bot::detect {

namespace {

constexpr double max_displeasure = 0.24;  // complaint and mixed together, as probability

}  // namespace

double log_odds(double chance) {
    auto const held = std::clamp(chance, 1e-9, 1 - 1e-9);
    return std::log(held / (1 - held));
}

Scores LinearModel::scores(std::span<SparseValue const> values) const {
    auto sums = bias;
    for (auto const& [column, value] : values) {
        for (std::size_t k = 0; k < label_count; ++k) {
            sums[k] += static_cast<double>(weights[column * label_count + k]) * value;
        }
    }
    return sums;
}

Scores softmax(Scores const& scores) {
    auto const highest = *std::max_element(scores.begin(), scores.end());
    Scores chances;
    std::transform(scores.begin(), scores.end(), chances.begin(),
                   [&](double s) { return std::exp(s - highest); });
    auto const sum = std::accumulate(chances.begin(), chances.end(), 0.0);
    for (auto& chance : chances) chance /= sum;
    return chances;
}

// A column's weights are added at once. 256 of them fit a sum of 16 bits.
WeightSum Model::sum_weights(Group group, std::span<Feature const> features) const {
    using Bytes = std::int8_t __attribute__((vector_size(sizeof(Column))));
    using Sums = std::int16_t __attribute__((vector_size(2 * sizeof(Bytes))));
    WeightSum all;
    all.count = static_cast<std::uint32_t>(features.size());
    while (!features.empty()) {
        auto const part = features.first(std::min<std::size_t>(features.size(), 256));
        features = features.subspan(part.size());
        Sums sums{};
        for (auto const& feature : part) {
            Bytes weights;
            std::memcpy(&weights, table_[column(group, feature)].data(), sizeof weights);
            sums += __builtin_convertvector(weights, Sums);
        }
        for (std::size_t k = 0; k < label_count; ++k) all.units[k] += sums[k];
    }
    return all;
}

Scores Model::scores(GroupSums const& groups) const {
    Scores sums = bias;
    for (auto const& group : groups) {
        auto const scale = static_cast<double>(scale_of(group.count));
        for (std::size_t k = 0; k < label_count; ++k) sums[k] += scale * step[k] * group.units[k];
    }
    return sums;
}

Scores Model::scores(Features const& features) const {
    GroupSums groups;
    for (std::size_t g = 0; g < group_count; ++g)
        groups[g] = sum_weights(static_cast<Group>(g), features.groups[g]);
    return scores(groups);
}

double Model::calibrated(Scores const& chances) const {
    return 1 / (1 + std::exp(-(slope * log_odds(chances[0]) + offset)));
}

Prediction Model::prediction(Scores const& scores) const {
    auto const chances = softmax(scores);
    auto const praise = calibrated(chances);
    auto const displeasure =
        chances[static_cast<std::size_t>(Label::complaint)] + chances[static_cast<std::size_t>(Label::mixed)];
    if (praise >= praise_from && displeasure <= max_displeasure) return {Label::praise, praise};
    return {static_cast<Label>(std::max_element(scores.begin() + 1, scores.end()) - scores.begin()), praise};
}

void Model::quantize(LinearModel const& linear) {
    bias = linear.bias;
    table_.assign(columns(), {});
    for (std::size_t k = 0; k < label_count; ++k) {
        double most = 1e-9;
        for (std::size_t c = 0; c < columns(); ++c) {
            most = std::max(most, std::fabs(static_cast<double>(linear.weights[c * label_count + k])));
        }
        step[k] = most / max_weight;
        for (std::size_t c = 0; c < columns(); ++c) {
            auto const units = std::lround(linear.weights[c * label_count + k] / step[k]);
            table_[c][k] = static_cast<std::int8_t>(units);
        }
    }
}

LinearModel Model::dequantized() const {
    LinearModel linear;
    linear.bias = bias;
    linear.weights.resize(columns() * label_count);
    for (std::size_t c = 0; c < columns(); ++c)
        for (std::size_t k = 0; k < label_count; ++k)
            linear.weights[c * label_count + k] = static_cast<float>(step[k] * table_[c][k]);
    return linear;
}

}  // namespace bot::detect

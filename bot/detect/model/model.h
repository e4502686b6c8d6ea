#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bot/detect/detect.h"
#include "bot/detect/model/features.h"

// The model: what a post's features say of its label, and the file it is kept in.
namespace bot::detect {

/// A number for each label, in the order of the enum: log-odds before softmax(), probabilities after.
using Scores = std::array<double, label_count>;

/// A feature that a post has: the column of its weights, and how much it counts.
struct SparseValue {
    std::uint32_t column = 0;
    float value = 0;
};

/// A linear model of the six labels in floating point, as a fit makes it: a score each, the softmax of them
/// the probabilities.
struct LinearModel {
    std::vector<float> weights;  // label_count a column, one column after the other
    Scores bias{};

    /// Log-odds of the labels, of a post with these values. Every column must be one of the weights'.
    Scores scores(std::span<SparseValue const> values) const;
};

/// Probabilities that sum up to 1.
Scores softmax(Scores const& scores);

/// The log-odds of a probability, which is held off 0 and 1 by a billionth so that they are finite.
double log_odds(double chance);

/// The weights of a group's features summed up, in units of a weight byte, for each label; and how many
/// features it were, for the scale.
struct WeightSum {
    std::array<std::int32_t, label_count> units{};
    std::uint32_t count = 0;
};
using GroupSums = std::array<WeightSum, group_count>;

/// What a post is said to be, by the thresholds of the model.
struct Prediction {
    Label label = Label::other;
    double praise = 0;  // calibrated probability that it is praise, whatever the label
};

/// What `supportawards train` makes and the detector reads: a weight of one byte for each label and feature,
/// and how to turn scores into probabilities. The file is text; bot/detect/README.md describes it. Half a
/// megabyte of weights at 16 bits: eight bytes a column. Any thread may ask it while nobody changes it.
class Model {
public:
    /// `file` is the text of a model file. Throws std::invalid_argument naming the line that cannot be read.
    static Model read(std::string_view file);
    /// The text that read() takes. The same model gives the same bytes.
    std::string write() const;

    static constexpr int max_weight = 127;  // in units; weights are signed bytes

    /// The column of the weights a feature falls into, below columns(); two features may share one.
    std::uint32_t column(Group group, Feature const& feature) const {
        auto const hash = feature.hash * 0x9e3779b1U + static_cast<std::uint32_t>(group) * 0x85ebca6bU;
        return (hash ^ (hash >> 15)) >> (32 - bits);
    }
    /// A power of two.
    std::size_t columns() const { return std::size_t{1} << bits; }

    /// Of features that all belong to that group.
    WeightSum sum_weights(Group group, std::span<Feature const> features) const;
    /// How much weights, one for each label, speak for praise rather than for the mean of the other labels,
    /// in log-odds, before Features::scale.
    double contribution(auto const& units) const {
        double rest = 0;
        for (std::size_t k = 1; k < label_count; ++k) rest += step[k] * units[k];
        return step[0] * units[0] - rest / (label_count - 1);
    }
    double contribution(Group group, Feature const& feature) const {
        return contribution(table_[column(group, feature)]);
    }
    /// Log-odds of the labels, bias and scale included; both ways give the same.
    Scores scores(GroupSums const& groups) const;
    Scores scores(Features const& features) const;
    /// The calibrated probability of praise, from 0 to 1 (Platt 1999).
    double praise(Scores const& scores) const { return calibrated(softmax(scores)); }
    /// The likeliest label; `praise` from praise_from on, unless complaint and mixed together are likelier
    /// than 0.24: of all mistakes that one hurts most.
    Prediction prediction(Scores const& scores) const;

    /// Takes the weights and biases of a fit, the weights rounded to bytes, with a step for each label.
    void quantize(LinearModel const& linear);
    /// The weights as a fit has them; quantize() gives back the same bytes. What a fit adds to them is
    /// rounded to steps of the largest weight over 127.
    LinearModel dequantized() const;

    std::string name = "empty";  // stored with each candidate
    std::string made_of;         // what it was fitted on, for people
    unsigned bits = 16;          // of a column's number; 8 to 20
    Scores bias{};
    Scores step{};                 // what one unit of a weight byte is worth, by label
    double slope = 1, offset = 0;  // calibration: logistic of slope * log-odds + offset
    double praise_from = 0.5, candidate_from = 0.5, likely_from = 0.9;  // calibrated probabilities

private:
    using Column = std::array<std::int8_t, 8>;  // label_count weights, filled up so that they are one load
    double calibrated(Scores const& chances) const;

    std::vector<Column> table_;
};

}  // namespace bot::detect

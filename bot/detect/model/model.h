#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bot/detect/detect.h"
#include "bot/detect/model/features.h"

namespace bot::detect {

/// By label.
using Scores = std::array<double, label_count>;

struct Sparse {
    std::uint32_t column = 0;
    float value = 0;
};

/// A linear model of the six labels: a score each, the softmax of them the probabilities.
struct Linear {
    std::vector<float> weights;  // label_count a column
    Scores bias{};

    Scores scores(std::span<Sparse const> values) const;
};

Scores softmax(Scores const& scores);

/// Features of a group, weighed: a sum of weight units for each label, and how many features it was.
struct Weighed {
    std::array<std::int32_t, label_count> units{};
    std::uint32_t count = 0;
};
using WeighedGroups = std::array<Weighed, group_count>;

/// What a post is said to be.
struct Prediction {
    Label label = Label::other;
    double praise = 0;  // calibrated
};

/// What `supportawards train` makes and the detector reads: a weight of one byte for each label and feature,
/// and how to turn scores into probabilities. The file is text; bot/detect/README.md describes it.
class Model {
public:
    /// Throws std::invalid_argument naming the line that cannot be read.
    static Model read(std::string_view file);
    std::string write() const;

    static constexpr int most_units = 127;  // of a weight

    /// The column of the weights a feature falls into.
    std::uint32_t column(Group group, Feature const& feature) const {
        auto const hash = feature.hash * 0x9e3779b1U + static_cast<std::uint32_t>(group) * 0x85ebca6bU;
        return (hash ^ (hash >> 15)) >> (32 - bits);
    }
    std::size_t columns() const { return std::size_t{1} << bits; }

    Weighed weigh(Group group, std::span<Feature const> features) const;
    /// How much what was weighed speaks for praise rather than for the rest, before Features::scale.
    double contribution(Weighed const& weighed) const;
    double contribution(Group group, Feature const& feature) const;
    Scores scores(WeighedGroups const& groups) const;
    Scores scores(Features const& features) const;
    /// The calibrated probability of praise.
    double praise(Scores const& scores) const { return praise_of(softmax(scores)); }
    /// Praise is not said where displeasure is likely too: of all mistakes that one hurts most.
    Prediction prediction(Scores const& scores) const;

    /// Rounds the weights of a fit to bytes.
    void take(Linear const& linear);
    /// The weights as a fit has them; take() gives back the same bytes.
    Linear linear() const;

    std::string name = "empty";
    std::string made_of;  // what it was fitted on, for people
    unsigned bits = 16;
    Scores bias{};
    Scores step{};                 // what one unit of a weight byte is worth, by label
    double slope = 1, offset = 0;  // calibration: logistic of slope * log-odds + offset
    double praise_from = 0.5, candidate_from = 0.5, likely_from = 0.9;

private:
    using Column = std::array<std::int8_t, 8>;  // label_count weights, filled up so that they are one load
    double praise_of(Scores const& chances) const;
    template <class Units>
    double contribution_of(Units const& units) const;

    std::vector<Column> table_;
};

}  // namespace bot::detect

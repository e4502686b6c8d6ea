#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bot/detect/features.h"
#include "bot/detect/fit.h"

namespace bot::detect {

/// What `supportawards train` makes and the detector reads: a weight of one byte for each label and feature,
/// and how to turn scores into probabilities. The file is text; bot/detect/README.md describes it.
class Model {
public:
    /// Throws std::invalid_argument naming the line that cannot be read.
    static Model read(std::string_view file);
    std::string write() const;

    /// The column of the weights a feature falls into.
    std::uint32_t column(Group group, Feature const& feature) const {
        auto const hash = feature.hash * 0x9e3779b1U + static_cast<std::uint32_t>(group) * 0x85ebca6bU;
        return (hash ^ (hash >> 15)) >> (32 - bits);
    }
    std::size_t columns() const { return std::size_t{1} << bits; }

    Scores scores(Features const& features) const;
    /// How much one feature of the group speaks for praise rather than for the rest, before Features::scale.
    float pull(Group group, Feature const& feature) const { return pulls_[column(group, feature)]; }
    /// The calibrated probability of praise.
    double praise(Scores const& scores) const;
    /// What the post is said to be. Praise is not said where displeasure is likely too: of all mistakes that
    /// one hurts most.
    Label label(Scores const& scores, double praise) const;

    /// Rounds the weights of a fit to bytes.
    void take(Linear const& linear);

    std::string name = "empty";
    std::string made_of;  // what it was fitted on, for people
    unsigned bits = 16;
    Scores bias{};
    Scores step{};                 // what one unit of a weight byte is worth, by label
    double slope = 1, offset = 0;  // calibration: logistic of slope * log-odds + offset
    double praise_from = 0.5, candidate_from = 0.5, likely_from = 0.9;

private:
    static constexpr std::size_t stride = 8;  // label_count filled up, so that a column is one load
    void find_pulls();

    std::vector<std::int8_t> weights_;
    std::vector<float> pulls_;
};

}  // namespace bot::detect

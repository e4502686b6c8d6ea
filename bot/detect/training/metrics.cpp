#include "bot/detect/training/metrics.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace bot::detect {

namespace {

Rates rates_of(int hits, int said, int there) {
    Rates found;
    found.of = there;
    found.precision = said == 0 ? 0 : static_cast<double>(hits) / said;
    found.recall = there == 0 ? 0 : static_cast<double>(hits) / there;
    auto const sum = found.precision + found.recall;
    found.f1 = sum > 0 ? 2 * found.precision * found.recall / sum : 0;
    return found;
}

std::vector<Outcome> by_probability(std::vector<Outcome> outcomes) {
    std::stable_sort(outcomes.begin(), outcomes.end(),
                     [](Outcome const& a, Outcome const& b) { return a.praise > b.praise; });
    return outcomes;
}

/// Of what `said` picks, for one label.
Rates rates_by(std::vector<Outcome> const& outcomes, Label label, auto said) {
    int hits = 0, picked = 0, there = 0;
    for (auto const& post : outcomes) {
        hits += post.truth == label && said(post) ? 1 : 0;
        picked += said(post) ? 1 : 0;
        there += post.truth == label ? 1 : 0;
    }
    return rates_of(hits, picked, there);
}

}  // namespace

Rates rates(std::vector<Outcome> const& outcomes, Label label) {
    return rates_by(outcomes, label, [&](Outcome const& post) { return post.predicted == label; });
}

Rates rates_from(std::vector<Outcome> const& outcomes, double threshold) {
    return rates_by(outcomes, Label::praise, [&](Outcome const& post) { return post.praise >= threshold; });
}

double threshold_for_precision(std::vector<Outcome> const& outcomes, double precision, double below) {
    double threshold = below;
    int hits = 0, said = 0;
    for (auto const& post : by_probability(outcomes)) {
        if (post.praise >= below) continue;
        hits += post.truth == Label::praise ? 1 : 0;
        ++said;
        if (hits >= precision * said) threshold = post.praise;
    }
    return threshold;
}

// Half way to the next post below, so that what is a little less sure than all that was seen still counts.
double best_threshold(std::vector<Outcome> const& outcomes) {
    double threshold = 0.5, best = 0;
    int hits = 0, said = 0;
    auto const there = rates(outcomes, Label::praise).of;
    auto const sorted = by_probability(outcomes);
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        hits += sorted[i].truth == Label::praise ? 1 : 0;
        ++said;
        auto const f1 = rates_of(hits, said, there).f1;
        if (f1 <= best) continue;
        best = f1;
        threshold = (sorted[i].praise + (i + 1 < sorted.size() ? sorted[i + 1].praise : 0)) / 2;
    }
    return threshold;
}

double calibration_error(std::vector<Outcome> const& outcomes) {
    struct Range {
        double promised = 0, true_ones = 0;
    };
    std::array<Range, 10> ranges;
    for (auto const& post : outcomes) {
        auto& range = ranges[std::min<std::size_t>(9, static_cast<std::size_t>(post.praise * 10))];
        range.promised += post.praise;
        range.true_ones += post.truth == Label::praise ? 1 : 0;
    }
    double error = 0;
    for (auto const& range : ranges) error += std::fabs(range.promised - range.true_ones);
    return error / static_cast<double>(std::max<std::size_t>(1, outcomes.size()));
}

// Newton's method on the two numbers of a logistic curve. As Platt does it, the truth is taken to be a little
// less than certain, so that posts which separate wholly do not make the curve infinitely steep.
Calibration calibrate(std::vector<Outcome> const& outcomes) {
    Calibration curve;
    auto const there = rates(outcomes, Label::praise).of;
    auto const sure = (there + 1.0) / (there + 2.0);
    auto const surely_not = 1.0 / (static_cast<double>(outcomes.size()) - there + 2.0);
    for (int round = 0; round < 30; ++round) {
        double g0 = 0, g1 = 0, h00 = 1e-6, h01 = 0, h11 = 1e-6;
        for (auto const& post : outcomes) {
            auto const x = log_odds(softmax(post.scores)[0]);
            auto const chance = 1 / (1 + std::exp(-(curve.slope * x + curve.offset)));
            auto const error = chance - (post.truth == Label::praise ? sure : surely_not);
            auto const weight = chance * (1 - chance);
            g0 += error * x, g1 += error;
            h00 += weight * x * x, h01 += weight * x, h11 += weight;
        }
        auto const area = h00 * h11 - h01 * h01;
        if (std::fabs(area) < 1e-12) break;
        curve.slope -= (h11 * g0 - h01 * g1) / area;
        curve.offset -= (h00 * g1 - h01 * g0) / area;
    }
    return curve;
}

std::string table(std::string const& title, std::vector<Outcome> const& outcomes) {
    auto text = fmt::format("{} ({} posts)\n{:<11}{:>10}{:>8}{:>8}{:>7}\n", title, outcomes.size(), "label",
                            "precision", "recall", "F1", "posts");
    for (std::size_t k = 0; k < label_count; ++k) {
        auto const label = static_cast<Label>(k);
        auto const found = rates(outcomes, label);
        text += fmt::format("{:<11}{:>10.3f}{:>8.3f}{:>8.3f}{:>7}\n", name_of(label), found.precision,
                            found.recall, found.f1, found.of);
    }
    for (double const precision : {0.95, 0.90, 0.60}) {
        auto const threshold = threshold_for_precision(outcomes, precision);
        text += fmt::format("praise at precision {:.2f}: recall {:.3f}, from probability {:.3f}\n", precision,
                            rates_from(outcomes, threshold).recall, threshold);
    }
    text += fmt::format("calibration error {:.3f}\n", calibration_error(outcomes));
    return text;
}

}  // namespace bot::detect

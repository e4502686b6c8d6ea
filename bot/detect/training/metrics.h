#pragma once

#include <array>
#include <string>
#include <vector>

#include "bot/detect/training/fit.h"

// How good predictions are, and the figures of a model that are chosen by that. Any thread.
namespace bot::detect {

/// What was predicted of a post whose label is known, best by a model that has not seen it.
struct Outcome {
    Label truth = Label::other;
    Label predicted = Label::other;
    Scores scores{};    // before calibration
    double praise = 0;  // after
};

/// As usual: of what was predicted so many are right, of what is there so many were found, and their harmonic
/// mean. 0 where there is nothing to divide by.
struct Rates {
    double precision = 0, recall = 0, f1 = 0;
    int of = 0;  // how many there truly are
};

/// Of one label against all others.
Rates rates(std::vector<Outcome> const& outcomes, Label label);
/// Of praise, when all from this calibrated probability on are taken for it.
Rates rates_from(std::vector<Outcome> const& outcomes, double threshold);

/// The lowest threshold from which on praise is at least that precise, of what lies below `below`; if there
/// is none, `below`.
double threshold_for_precision(std::vector<Outcome> const& outcomes, double precision, double below = 1);
/// The threshold of praise with the best F1, half way to the next post below; 0.5 if nothing is praise.
double best_threshold(std::vector<Outcome> const& outcomes);
/// Expected calibration error: the mean distance between the probability that was given and the share that
/// was praise, over ten equal ranges.
double calibration_error(std::vector<Outcome> const& outcomes);

/// Slope and offset of the logistic curve that turns log-odds into probabilities.
struct Calibration {
    double slope = 1, offset = 0;
};
/// Platt scaling (Platt 1999) of the scores of praise, by Newton's method. The labels are taken to be a
/// little less than certain, as he does, so that posts which separate wholly do not make the curve infinitely
/// steep.
Calibration calibrate(std::vector<Outcome> const& outcomes);

/// A table for people, in lines of fixed width: each label's precision, recall and F1, the thresholds, the
/// calibration.
std::string table(std::string const& title, std::vector<Outcome> const& outcomes);

}  // namespace bot::detect

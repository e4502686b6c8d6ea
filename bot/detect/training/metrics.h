#pragma once

#include <array>
#include <string>
#include <vector>

#include "bot/detect/training/fit.h"

namespace bot::detect {

// How good predictions are.

/// What was predicted of a post whose label is known.
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
/// The threshold with the best F1.
double best_threshold(std::vector<Outcome> const& outcomes);
/// Expected calibration error: the mean distance between the probability that was given and the share that
/// was praise, over ten equal ranges.
double calibration_error(std::vector<Outcome> const& outcomes);

/// Slope and offset of the logistic curve that turns log-odds into probabilities.
struct Calibration {
    double slope = 1, offset = 0;
};
/// Platt scaling (Platt 1999) of the scores of praise, by Newton's method.
Calibration calibrate(std::vector<Outcome> const& outcomes);

/// A table for people: each label's precision, recall and F1, the thresholds, the calibration.
std::string table(std::string const& title, std::vector<Outcome> const& outcomes);

}  // namespace bot::detect
